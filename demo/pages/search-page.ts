import { html } from 'hono/html'
import { bestSellers } from '../catalog/catalog.ts'
import { searchProducts } from '../catalog/search-products.ts'
import { countOf } from '../texts/texts.ts'
import { productCard } from './card.ts'
import { listing } from './listing.ts'
import type { Page, View } from './view.ts'

/** What the shop has for a few words, or what others like when it has nothing. */
export function searchPage(view: View, query: string, page: number): Page {
  const { language, words } = view
  const found = searchProducts(query)
  const address = (to: number) => `/${language}/search?q=${encodeURIComponent(query)}&page=${to}`
  return {
    title: `${words.search}: ${query}`,
    path: `/search?q=${encodeURIComponent(query)}`,
    context: { type: 'search', query },
    data: query ? { events: [{ event: 'view_search_results', search_term: query }] } : {},
    body: html`
      <h1>${words.results} “${query}”</h1>
      ${
        found.length > 0
          ? html`<p class="quiet-line">${countOf('products', found.length, language)}</p>${listing(view, found, page, address)}`
          : html`<p>${words.noResults}</p><div class="grid">${bestSellers(8).map((product) => productCard(product, view))}</div>`
      }
    `,
  }
}
