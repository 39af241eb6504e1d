import { html } from 'hono/html'
import { bestSellers, findProduct } from '../catalog/catalog.ts'
import type { Order } from '../state/contract.ts'
import { shelf } from './block.ts'
import { layerLines, lineVariant, sums } from './cart-page.ts'
import type { Page, PageData, View } from './view.ts'

/**
 * After the order. The page pushes `purchase` every time it is loaded, as shops do; that the order counts once is
 * Vicino's business, by its number.
 */
export function thankYouPage(view: View, order: Order, identify: PageData['identify']): Page {
  const { language, words } = view
  const { id, lines, shipping, tax, total, currency } = order
  return {
    title: words.thanks,
    path: `/thank-you/${id}`,
    context: { type: 'order' },
    data: {
      events: [
        {
          event: 'purchase',
          ecommerce: {
            transaction_id: id,
            currency,
            value: total / 100,
            tax: tax / 100,
            shipping: shipping / 100,
            items: layerLines(lines, view),
          },
        },
      ],
      ...(identify && { identify }),
    },
    body: html`
      <section class="thanks">
        <h1>${words.thanks}, ${order.name.split(' ')[0]}</h1>
        <p>${words.thanksText}</p>
        <p>${words.orderNumber} <b id="order-id">${id}</b></p>
        <ul class="short">${lines.map((line) => html`<li>${line.quantity} × ${findProduct(line.product)?.title[language] ?? line.product} <small>${lineVariant(line, view)}</small></li>`)}</ul>
        ${sums({ goods: total - shipping, shipping, total }, view)}
      </section>
      ${shelf(view, { placement: 'order-next', heading: words.next, products: bestSellers(4, { except: lines.map(({ product }) => product) }) })}
    `,
  }
}
