import { html, raw } from 'hono/html'
import { findProduct } from '../catalog/catalog.ts'
import type { Order } from '../state/contract.ts'
import { day, price } from '../texts/texts.ts'
import { lineVariant } from './cart-page.ts'
import type { Markup, Page, PageData, View } from './view.ts'

/** The form to sign in, with a word about it when the password was refused. */
export function loginPage({ language, words }: View, isRefused: boolean): Page {
  return {
    title: words.signInTitle,
    path: '/login',
    context: { type: 'other' },
    body: html`<div class="narrow"><h1>${words.signInTitle}</h1><p>${words.signInText}</p>
      ${isRefused ? html`<p class="error" role="alert">${words.wrongPassword}</p>` : ''}
      <form class="form" method="post" action="/${language}/login">
        <label class="field">${words.email}<input name="email" type="email" required maxlength="120" autocomplete="username"></label>
        <label class="field">${words.password}<input name="password" type="password" required maxlength="60" autocomplete="current-password"></label>
        <button class="button wide">${words.signIn}</button>
      </form></div>`,
  }
}

/** The customer's orders, each line of which can go back. */
export function accountPage(view: View, orders: readonly Order[], identify: PageData['identify']): Page {
  const { language, words, visitor } = view
  return {
    title: words.account,
    path: '/account',
    context: { type: 'account' },
    data: identify ? { identify } : {},
    body: html`
      <h1>${words.orders}</h1>
      <form class="row" method="post" action="/${language}/logout" data-sign-out><span>${words.hello} <b>${visitor.customer?.email ?? ''}</b></span><button class="button quiet">${words.signOut}</button></form>
      ${orders.length === 0 ? html`<p>${words.noOrders}</p>` : orders.map((order) => orderCard(order, view))}
    `,
  }
}

function orderCard(order: Order, view: View): Markup {
  const { language, words } = view
  const canReturn = order.lines.some((line) => line.returned < line.quantity)
  return html`<form class="order" method="post" action="/${language}/account/orders/${order.id}/return">
    <h2>${words.orderNumber} ${order.id} <small>${day(order.placedAt, language)} · ${price(order.total, language)}</small></h2>
    <ul class="short">${order.lines.map((line, index) => {
      const isReturned = line.returned >= line.quantity
      return html`<li><label><input type="checkbox" name="line" value="${index}"${isReturned ? raw(' disabled checked') : ''}>
        <span>${line.quantity} × ${findProduct(line.product)?.title[language] ?? line.product} <small>${lineVariant(line, view)}${isReturned ? ` · ${words.returned}` : ''}</small></span></label>
        <b>${price(line.price * line.quantity, language)}</b></li>`
    })}</ul>
    ${canReturn ? html`<button class="button quiet">${words.returnOrder}</button>` : ''}
  </form>`
}
