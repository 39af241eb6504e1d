import { html } from 'hono/html'
import type { AccessReport } from '../../../../shared/privacy/access-report.ts'
import { CHANNELS } from '../../../../shared/schema/consent.ts'
import type { ConsentState, Topic } from '../../../../shared/schema/consent-state.ts'
import { notice } from './notice.ts'
import type { Html } from './shell.ts'
import { filled, type PageTexts } from './texts.ts'

export interface SelfPage {
  report: AccessReport
  consents: ConsentState
  texts: PageTexts
  shop: string
  /** Said above everything else. */
  message?: string
}

/** What a shopper sees of themselves: choices first, then what is known, then the ways out. */
export function selfPage({ report, consents, texts, shop, message }: SelfPage): Html {
  return html`<p>${filled(texts.pageText, { shop })}</p>
${message === undefined ? '' : notice(message)}
${choices(consents, texts)}
${facts(texts.givenTitle, report.given.traits, texts)}
${observed(report, texts)}
${facts(texts.derivedTitle, derivedOf(report, texts), texts)}
<section><h2>${texts.downloadTitle}</h2><p>${texts.downloadText}</p>
<p class="row"><a class="button plain" href="?download=json">JSON</a><a class="button plain" href="?download=csv">CSV</a></p></section>
<section><h2>${texts.eraseTitle}</h2><p>${texts.eraseText}</p>
<form method="post"><input type="hidden" name="action" value="erase">
<label><input type="checkbox" name="sure" value="yes" required><span>${texts.eraseSure}</span></label>
<p><button class="danger">${texts.eraseButton}</button></p></form></section>`
}

function choices(consents: ConsentState, texts: PageTexts): Html {
  const isOn = (topic: Topic) => consents[topic]?.state === 'granted'
  const box = (topic: Topic, text: string, isChecked = isOn(topic)) =>
    html`<label><input type="checkbox" name="${topic}" value="yes"${isChecked ? html` checked` : ''}><span>${text}${
      consents[topic]?.state === 'pending' ? html` <small>(${texts.pending})</small>` : ''
    }</span></label>`
  return html`<section><h2>${texts.choicesTitle}</h2><p>${texts.choicesText}</p>
<form method="post"><input type="hidden" name="action" value="choose">
<fieldset>
${box('analytics', texts.analytics)}${box('personalization', texts.personalization)}
${box('profiling', texts.profiling, consents.profiling?.state === 'refused')}</fieldset>
<fieldset><legend>${texts.channelsTitle}</legend>
${CHANNELS.map((channel) => box(channel, texts.channels[channel]))}</fieldset>
<p><button>${texts.saveButton}</button></p></form></section>`
}

function observed({ observed: { events } }: AccessReport, texts: PageTexts): Html {
  const counts = new Map<string, number>()
  for (const { name } of events) counts.set(name, (counts.get(name) ?? 0) + 1)
  const days = events.map(({ time }) => time.slice(0, 10)).sort()
  const span = { count: String(events.length), first: days[0] ?? '', last: days.at(-1) ?? '' }
  if (events.length === 0) return facts(texts.observedTitle, {}, texts)
  return html`<section><h2>${texts.observedTitle}</h2>
<p>${filled(texts.events, span)}: ${filled(texts.since, span)}</p>
<dl>${[...counts].map(([name, count]) => html`<dt>${name}</dt><dd>${count}</dd>`)}</dl></section>`
}

function derivedOf(
  { derived: { segments, features } }: AccessReport,
  texts: PageTexts,
): Record<string, unknown> {
  const affinities = features.affinities as { categories?: object; brands?: object } | undefined
  return {
    ...(segments.length > 0 && { [texts.segments]: segments.join(', ') }),
    ...affinities?.categories,
    ...affinities?.brands,
  }
}

function facts(title: string, values: Record<string, unknown>, texts: PageTexts): Html {
  const entries = Object.entries(values)
  if (entries.length === 0) return html`<section><h2>${title}</h2><p>${texts.nothing}</p></section>`
  return html`<section><h2>${title}</h2><dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${shown(value)}</dd>`)}</dl></section>`
}

/** A share of interest reads as a percentage. */
function shown(value: unknown): string {
  if (typeof value === 'number' && value > 0 && value <= 1) return `${Math.round(value * 100)} %`
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
