import { html } from 'hono/html'
import type { Markup } from './view.ts'

/** A rating of 0–5 as five stars, rounded; for the eye alone, so the number has to stand beside it. */
export function stars(rating: number): Markup {
  const full = Math.round(rating)
  return html`<span class="stars" aria-hidden="true">${'★'.repeat(full)}<i>${'★'.repeat(5 - full)}</i></span>`
}
