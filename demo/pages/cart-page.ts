import { html } from 'hono/html'
import { bestSellers, findProduct } from '../catalog/catalog.ts'
import { colours } from '../catalog/colours.ts'
import { type CartSum, sumCart } from '../orders/make-order.ts'
import type { OrderLine } from '../state/contract.ts'
import { price } from '../texts/texts.ts'
import { shelf } from './block.ts'
import { layerCart, layerItem, variantOf } from './ga4.ts'
import { pictureOf } from './product-page.ts'
import type { Markup, Page, View } from './view.ts'

/** The cart with its sums; what goes well with it below. */
export function cartPage(view: View): Page {
  const { language, words, visitor } = view
  const sum = sumCart(visitor.cart)
  const isEmpty = sum.lines.length === 0
  return {
    title: words.cartTitle,
    path: '/cart',
    context: { type: 'cart' },
    data: isEmpty
      ? {}
      : { events: [{ event: 'view_cart', ecommerce: layerCart(layerLines(sum.lines, view)) }] },
    body: html`
      <h1>${words.cartTitle}</h1>
      ${
        isEmpty
          ? html`<p>${words.cartEmpty}</p><p><a class="button" href="/${language}">${words.keepLooking}</a></p>`
          : html`<div class="cart"><ul class="lines">${sum.lines.map((line) => cartLine(line, view))}</ul>
            <aside class="sum">${sums(sum, view)}<a class="button wide" href="/${language}/checkout">${words.checkout}</a></aside></div>`
      }
      ${shelf(view, { placement: 'cart-more', heading: words.bestSellers, decidedHeading: words.goesWith, products: bestSellers(4, { except: visitor.cart.map(({ product }) => product) }) })}
    `,
  }
}

/** Lines of a cart or an order as GA4 items. */
export function layerLines(lines: readonly OrderLine[], { language }: View) {
  return lines.map((line) => {
    const product = findProduct(line.product)!
    return layerItem(product, product.title[language], line.quantity, variantOf(line))
  })
}

/** What it comes to: goods, delivery, total. */
export function sums({ goods, shipping, total }: Omit<CartSum, 'lines'>, { language, words }: View): Markup {
  return html`<dl class="sums">
    <dt>${words.goods}</dt><dd>${price(goods, language)}</dd>
    <dt>${words.shipping}</dt><dd>${shipping === 0 ? words.free : price(shipping, language)}</dd>
    <dt class="total">${words.total}</dt><dd class="total">${price(total, language)}</dd>
  </dl>`
}

function cartLine(line: OrderLine, view: View): Markup {
  const { language, words } = view
  const product = findProduct(line.product)!
  return html`<li class="line">
    <a href="${product.url[language]}"><img src="${pictureOf(product, line.colour)}" alt="" width="120" height="120"></a>
    <div class="line-facts"><a href="${product.url[language]}">${product.title[language]}</a>
      <small>${lineVariant(line, view)}</small>
      <div class="stepper">${change(line, -1, '−', words.oneLess, view)}<span aria-label="${words.quantity}">${line.quantity}</span>${change(line, 1, '+', words.oneMore, view)}
        ${change(line, -line.quantity, words.remove, words.remove, view)}</div>
    </div>
    <b class="line-price">${price(line.price * line.quantity, language)}</b>
  </li>`
}

/** Colour and size for people to read; things of one size have only a colour. */
export function lineVariant(
  { size, colour }: Pick<OrderLine, 'size' | 'colour'>,
  { language, words }: View,
): string {
  const name = colour in colours ? colours[colour as keyof typeof colours][language] : colour
  return size === 'U' ? name : `${name} · ${words.size} ${size}`
}

function change(line: OrderLine, by: number, text: string, label: string, { language }: View): Markup {
  const product = findProduct(line.product)!
  const item = JSON.stringify(layerItem(product, product.title[language], Math.abs(by), variantOf(line)))
  return html`<form method="post" action="/${language}/cart/change" data-cart="${by > 0 ? 'add_to_cart' : 'remove_from_cart'}" data-item="${item}">
    <input type="hidden" name="product" value="${line.product}"><input type="hidden" name="size" value="${line.size}"><input type="hidden" name="colour" value="${line.colour}"><input type="hidden" name="quantity" value="${by}">
    <button class="${text === label ? 'link' : 'step'}" aria-label="${label}: ${product.title[language]}">${text}</button>
  </form>`
}
