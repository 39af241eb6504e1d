import type { Money } from '../../shared/schema/money.ts'
import type { Order, OrderLine } from '../state/contract.ts'

/** What `POST /v1/orders` is told of one order, whole or returned in part. */
export interface OrderReport {
  order_id: string
  status: 'completed' | 'refunded'
  refund_id?: string
  at: string
  currency: string
  total: Money
  /** Without VAT and shipping. */
  revenue: Money
  products: { product_id: string; quantity: number; price: Money; category: string; brand: string }[]
  handle: string | null
  userId?: string
}

/** The order as the shop's server confirms it. `handle` is the visitor's Vicino cookie, which says whose browser it was. */
export function completedOrder(order: Order, handle: string | null): OrderReport {
  const money = (amount: number): Money => ({ amount, currency: order.currency })
  return {
    order_id: order.id,
    status: 'completed',
    at: new Date(order.placedAt).toISOString(),
    currency: order.currency,
    total: money(order.total),
    revenue: money(order.total - order.shipping - order.tax),
    products: order.lines.map((line) => reportLine(line, line.quantity, order.currency)),
    handle,
    ...(order.customer && { userId: order.customer }),
  }
}

/** One line of an order in Vicino's words, for as many pieces as are told of. */
export function reportLine(
  line: OrderLine,
  quantity: number,
  currency: string,
): OrderReport['products'][number] {
  const { product, price, category, brand } = line
  return { product_id: product, quantity, price: { amount: price, currency }, category, brand }
}
