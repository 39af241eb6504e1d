import { html, raw } from 'hono/html'
import { bestSellers } from '../catalog/catalog.ts'
import { findCategory } from '../catalog/categories.ts'
import { type ColourName, colours } from '../catalog/colours.ts'
import type { ShopProduct } from '../catalog/shop-product.ts'
import { countOf, price } from '../texts/texts.ts'
import { shelf } from './block.ts'
import { layerItem } from './ga4.ts'
import { breadcrumbData, breadcrumbs, type Crumb } from './listing.ts'
import { productData } from './product-data.ts'
import { reviewList } from './review-list.ts'
import { stars } from './stars.ts'
import type { Markup, Page, View } from './view.ts'

export interface ProductRequest {
  product: ShopProduct
  /** The colour asked for; one the product does not have means its first. */
  colour: string | undefined
  origin: string
}

/** One product: picture, colours, sizes with their stock, reviews, and what others looked at with it. */
export function productPage(view: View, { product, colour, origin }: ProductRequest): Page {
  const { language, words } = view
  const shown = product.colours.find((name) => name === colour) ?? product.colours[0]!
  const title = product.title[language]
  const crumbs = trail(product, view)
  const neighbours = bestSellers(8, { category: product.category, except: [product.id] })
  const isReduced = product.listPrice !== undefined
  return {
    title,
    path: `/p/${product.id}`,
    context: { type: 'product', category: product.category },
    linkedData: [productData(product, language, origin), breadcrumbData(crumbs, origin)],
    body: html`
      ${breadcrumbs(crumbs)}
      <article class="product">
        <img class="product-picture" src="${pictureOf(product, shown)}" alt="${title}, ${colours[shown][language]}" width="600" height="600">
        <div class="product-facts">
          <p class="brand">${product.brand} · ${words[product.audience]}</p>
          <h1>${title}</h1>
          <a class="rating" href="#reviews">${stars(product.rating)} ${product.rating.toLocaleString(language)} <small>${countOf('reviews', product.reviews, language)}</small></a>
          <p class="price">${price(product.price.amount, language)}${isReduced ? html` <s>${price(product.listPrice!.amount, language)}</s>` : ''} <small>${words.vatIncluded}</small></p>
          <p class="choice">${words.colour}: <b>${colours[shown][language]}</b></p>
          <div class="swatches">${product.colours.map((name) => swatch(product, name, name === shown, view))}</div>
          ${buyForm(product, shown, view)}
          <details open><summary>${words.details}</summary><p>${product.description[language]}</p><p class="quiet-line">${words.code} ${product.id}</p></details>
          <details><summary>${words.delivery}</summary><p>${words.deliveryText}</p></details>
        </div>
      </article>
      ${shelf(view, { placement: 'pdp-together', product: product.id, heading: words.more, decidedHeading: words.together, products: neighbours.slice(0, 4) })}
      ${reviewList(product, view)}
      ${shelf(view, { placement: 'pdp-recent', heading: words.bestSellers, decidedHeading: words.lookedAt, products: bestSellers(4, { except: [product.id, ...neighbours.map(({ id }) => id)] }) })}
    `,
  }
}

function buyForm(product: ShopProduct, colour: ColourName, { language, words }: View): Markup {
  const sizes = Object.entries(product.sizes)
  const isOneSize = sizes.length === 1
  const isGone = product.stock === 0
  const item = JSON.stringify(layerItem(product, product.title[language]))
  return html`<form class="buy" method="post" action="/${language}/cart/add" data-cart="add_to_cart" data-item="${item}">
    <input type="hidden" name="product" value="${product.id}"><input type="hidden" name="colour" value="${colour}">
    ${
      isOneSize
        ? html`<input type="hidden" name="size" value="${sizes[0]![0]}"><p class="choice">${words.oneSize}${scarcity(sizes[0]![1], language)}</p>`
        : html`<fieldset class="sizes"><legend>${words.chooseSize}</legend>${sizes.map(
            ([size, pieces]) =>
              html`<label${pieces === 0 ? html` class="gone" title="${words.soldOut}"` : ''}><input type="radio" name="size" value="${size}" required${pieces === 0 ? raw(' disabled') : ''}><span>${size}${pieces === 0 ? html`<i class="unseen"> ${words.soldOut}</i>` : ''}</span></label>`,
          )}</fieldset>`
    }
    <button class="button wide"${isGone ? raw(' disabled') : ''}>${isGone ? words.unavailable : words.addToCart}</button>
  </form>
  <dialog class="added" aria-labelledby="added-title">
    <h2 id="added-title">${words.added}</h2><p>${product.title[language]}</p>
    <p class="row"><a class="button" href="/${language}/cart">${words.toCart}</a><button class="button quiet" data-close>${words.keepLooking}</button></p>
  </dialog>`
}

function scarcity(pieces: number, language: View['language']): string {
  return pieces > 0 && pieces <= 3 ? ` · ${countOf('pieces', pieces, language)}` : ''
}

function swatch(product: ShopProduct, name: ColourName, isShown: boolean, { language }: View): Markup {
  const address =
    name === product.colours[0] ? product.url[language] : `${product.url[language]}?colour=${name}`
  const label = colours[name][language]
  return html`<a class="swatch" href="${address}" title="${label}" aria-label="${label}"${isShown ? raw(' aria-current="true"') : ''}><img src="${pictureOf(product, name)}" alt="" width="64" height="64"></a>`
}

/** The address of a product's picture in one colour; the first colour is the plain one. */
export function pictureOf(product: ShopProduct, colour: string): string {
  return colour === product.colours[0] ? product.image : `${product.image}?colour=${colour}`
}

function trail(product: ShopProduct, { language, words }: View): Crumb[] {
  const levels = product.category.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
  return [
    { name: words.home, href: `/${language}` },
    ...levels.map((path) => ({
      name: findCategory(path)?.name[language] ?? path,
      href: `/${language}/c/${path}`,
    })),
    { name: product.title[language] },
  ]
}
