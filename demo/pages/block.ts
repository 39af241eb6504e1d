import { html, raw } from 'hono/html'
import type { ShopProduct } from '../catalog/shop-product.ts'
import { cardTemplate, productCard } from './card.ts'
import type { Markup, View } from './view.ts'

/** A row of products and the placement that may fill it. */
export interface Shelf {
  placement: string
  heading: string
  /** The heading once Vicino has filled the shelf; absent = the same. */
  decidedHeading?: string
  /** What stands here before, and instead of, a decision. */
  products: readonly ShopProduct[]
  /** The product the shelf belongs to. */
  product?: string
}

/** A row of products that Vicino may fill. Without it the shop's own choice stays: same size, nothing moves. */
export function shelf(view: View, { placement, heading, decidedHeading, products, product }: Shelf): Markup {
  return html`<section class="shelf-section">
    <h2${decidedHeading ? html` data-decided="${decidedHeading}"` : ''}>${heading}</h2>
    <vicino-block class="shelf" placement="${placement}"${product ? html` product="${product}"` : ''}>
      ${products.map((item) => productCard(item, view))}
      ${cardTemplate()}
    </vicino-block>
  </section>`
}

/** The words and the picture of the big banner. */
export interface Banner {
  title: string
  text: string
  image: string
  altText: string
  link: string
  button: string
}

/** The big banner: a campaign or the season's content, the shop's own words until then. */
export function hero(banner: Banner): Markup {
  const fields: Banner = {
    title: '{{title}}',
    text: '{{text}}',
    image: '{{image}}',
    altText: '{{altText}}',
    link: '{{link}}',
    button: '{{button}}',
  }
  return html`<vicino-block class="hero-block" placement="home-hero">${heroCard(banner)}<template>${heroCard(fields, true)}</template></vicino-block>`
}

function heroCard({ title, text, image, altText, link, button }: Banner, isTemplate = false): Markup {
  const onlyIf = (field: string) => (isTemplate ? raw(` data-vicino-if="${field}"`) : '')
  return html`<a class="hero" href="${link}">
    <span class="hero-words"><strong class="hero-title">${title}</strong>
      <span class="hero-text"${onlyIf('text')}>${text}</span>
      <span class="button"${onlyIf('button')}>${button}</span></span>
    <img${onlyIf('image')} src="${image}" alt="${altText}" width="600" height="600">
  </a>`
}
