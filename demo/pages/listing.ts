import { html, raw } from 'hono/html'
import type { ShopProduct } from '../catalog/shop-product.ts'
import { productCard } from './card.ts'
import type { Markup, View } from './view.ts'

const PER_PAGE = 24

/** A grid of products, page by page. `address` makes the link of a page. */
export function listing(
  view: View,
  products: readonly ShopProduct[],
  wanted: number,
  address: (page: number) => string,
): Markup {
  const { words } = view
  const last = Math.max(1, Math.ceil(products.length / PER_PAGE))
  const page = Math.min(last, Math.max(1, wanted))
  const shown = products.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  const step = (to: number, label: string, rel: string) =>
    to < 1 || to > last
      ? html`<span class="button quiet" aria-disabled="true">${label}</span>`
      : html`<a class="button quiet" rel="${rel}" href="${address(to)}">${label}</a>`
  return html`<div class="grid">${shown.map((product) => productCard(product, view))}</div>
    ${last > 1 ? html`<nav class="pages" aria-label="${words.page}">${step(page - 1, words.previous, 'prev')}<span>${words.page} ${page} / ${last}</span>${step(page + 1, words.following, 'next')}</nav>` : ''}`
}

/** A step of the way to a page. */
export interface Crumb {
  name: string
  href?: string
}

/** Where the page hangs in the shop; the last crumb is the page itself. */
export function breadcrumbs(crumbs: readonly Crumb[]): Markup {
  return html`<nav class="crumbs" aria-label="Breadcrumb"><ol>${crumbs.map(({ name, href }) => html`<li>${href ? html`<a href="${href}">${name}</a>` : html`<span${raw(' aria-current="page"')}>${name}</span>`}</li>`)}</ol></nav>`
}

/** The same way as a JSON-LD `BreadcrumbList`. */
export function breadcrumbData(crumbs: readonly Crumb[], origin: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, href }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      ...(href && { item: `${origin}${href}` }),
    })),
  }
}
