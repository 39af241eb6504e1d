import { html } from 'hono/html'
import type { ErasureReceipt } from '../../../../shared/privacy/erasure-receipt.ts'
import type { Html } from './shell.ts'
import type { PageTexts } from './texts.ts'

/** A sentence, and perhaps one thing to do. */
export function notice(text: string, action?: Html): Html {
  return html`<p class="note" role="status">${text}</p>${action ?? ''}`
}

/** A button that does one thing when it is pressed, and never because the page was fetched. */
export function press(button: string, fields: Record<string, string>, isPlain = false): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post">${hidden}<p><button${isPlain ? html` class="plain"` : ''}>${button}</button></p></form>`
}

export function receiptList({ id, erasedAt, erased, later }: ErasureReceipt): Html {
  const lines = erased
    .filter(({ count }) => count > 0)
    .map(({ place, what, count }) => html`<dt>${place}</dt><dd>${what}: ${count}</dd>`)
  const waiting = later.map(
    ({ place, what, by }) => html`<dt>${place}</dt><dd>${what} (${by.slice(0, 10)})</dd>`,
  )
  return html`<section lang="en"><dl><dt>receipt</dt><dd>${id}</dd><dt>erased at</dt><dd>${erasedAt}</dd>${lines}${waiting}</dl></section>`
}

/** Names of channels as part of a sentence. */
export function channelName(texts: PageTexts, channel: keyof PageTexts['channels'] | undefined): string {
  return texts.channels[channel ?? 'all']
}
