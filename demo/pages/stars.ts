import { html } from 'hono/html'
import type { Markup } from './view.ts'

export function stars(rating: number): Markup {
  const full = Math.round(rating)
  return html`<span class="stars" aria-hidden="true">${'★'.repeat(full)}<i>${'★'.repeat(5 - full)}</i></span>`
}
