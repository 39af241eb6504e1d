import { html } from 'hono/html'
import { findProduct } from '../catalog/catalog.ts'
import { sumCart } from '../orders/make-order.ts'
import { layerLines, lineVariant, sums } from './cart-page.ts'
import { layerCart } from './ga4.ts'
import type { Page, PageData, View } from './view.ts'

/** Address, pretend payment, and the order once more beside it. */
export function checkoutPage(view: View, identify: PageData['identify']): Page {
  const { language, words, visitor } = view
  const sum = sumCart(visitor.cart)
  const field = (name: string, label: string, autocomplete: string, type = 'text', value = '') =>
    html`<label class="field">${label}<input name="${name}" type="${type}" required maxlength="120" autocomplete="${autocomplete}" value="${value}"></label>`
  return {
    title: words.checkoutTitle,
    path: '/checkout',
    context: { type: 'checkout' },
    data: {
      events: [{ event: 'begin_checkout', ecommerce: layerCart(layerLines(sum.lines, view)) }],
      ...(identify && { identify }),
    },
    body: html`
      <h1>${words.checkoutTitle}</h1>
      <div class="cart">
        <form class="form" method="post" action="/${language}/checkout">
          ${field('name', words.name, 'name')}
          ${field('email', words.email, 'email', 'email', visitor.customer?.email ?? '')}
          ${field('street', words.street, 'street-address')}
          ${field('city', words.city, 'address-level2')}
          <fieldset class="payments"><legend>${words.payment}</legend>
            <label><input type="radio" name="payment" value="card" checked> ${words.payCard}</label>
            <label><input type="radio" name="payment" value="transfer"> ${words.payTransfer}</label>
            <p class="quiet-line">${words.paymentNote}</p>
          </fieldset>
          <button class="button wide">${words.placeOrder}</button>
        </form>
        <aside class="sum"><h2>${words.yourOrder}</h2>
          <ul class="short">${sum.lines.map((line) => html`<li>${line.quantity} × ${findProduct(line.product)!.title[language]} <small>${lineVariant(line, view)}</small></li>`)}</ul>
          ${sums(sum, view)}</aside>
      </div>
    `,
  }
}
