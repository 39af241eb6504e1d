import { html } from 'hono/html'
import { departments } from '../catalog/categories.ts'
import type { Page, View } from './view.ts'

/** For addresses that lead nowhere, and forms that came incomplete: a way back into the shop. */
export function notFoundPage({ language, words }: View, isBadRequest = false): Page {
  return {
    title: words.notFound,
    path: '',
    context: { type: 'other' },
    body: html`<div class="narrow"><h1>${isBadRequest ? words.badRequest : words.notFound}</h1>
      ${isBadRequest ? '' : html`<p>${words.notFoundText}</p>`}
      <p class="chips">${departments.map(({ path, name }) => html`<a class="chip" href="/${language}/c/${path}">${name[language]}</a>`)}</p></div>`,
  }
}
