import { html } from 'hono/html'
import type { ShopProduct } from '../catalog/shop-product.ts'
import { countOf } from '../texts/texts.ts'
import { stars } from './stars.ts'
import type { Markup, View } from './view.ts'

/** The mean, how many it rests on, and a few in the customers' own words; the reader's language first. */
export function reviewList(product: ShopProduct, { language, words }: View): Markup {
  const sorted = [...product.reviewTexts].sort(
    (a, b) => Number(b.language === language) - Number(a.language === language) || a.daysAgo - b.daysAgo,
  )
  return html`<section class="reviews" id="reviews">
    <h2>${words.reviewsTitle}</h2>
    <p class="rating">${stars(product.rating)} <b>${product.rating.toLocaleString(language)}</b> · ${countOf('reviews', product.reviews, language)}</p>
    <ul>${sorted.map(({ author, stars: given, text, language: written }) => html`<li>${stars(given)}<p lang="${written}">${text}</p><small>${author}</small></li>`)}</ul>
  </section>`
}
