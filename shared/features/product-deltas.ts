import type { ProductDelta } from '../measure/product-delta.ts'
import { hasConsent } from '../schema/consent.ts'
import type { FoldState } from './fold.ts'
import type { FoldEvent, OrderLine } from './fold-event.ts'
import { orderBook, orderIdOf } from './order-book.ts'
import type { SessionState } from './session.ts'

const TOGETHER = 5

/**
 * What one event means for the statistics of products. `before` and `after` are the states around the moment it
 * *arrived*: order figures are the difference between the two books, so their sum stays exact when events come late.
 */
export function productDeltas(before: FoldState, event: FoldEvent, after: FoldState): ProductDelta[] {
  if (!hasConsent(event.consent, 'analytics')) return []
  switch (event.name) {
    case 'product_viewed':
      return event.products.slice(0, 1).map(({ productId }) => {
        const viewedWith = viewedBefore(after, event, productId)
        return { product: productId, at: event.time, views: 1, ...(viewedWith.length > 0 && { viewedWith }) }
      })
    case 'product_added':
      return event.products.map(({ productId }) => ({ product: productId, at: event.time, carts: 1 }))
    case 'order_completed':
    case 'order_refunded':
    case 'order_cancelled':
      return orderDeltas(orderBook.difference(before.book, after.book, orderIdOf(event)), event.time)
    default:
      return []
  }
}

/** The last five other products of the session the event falls into. */
function viewedBefore({ features }: FoldState, { time }: FoldEvent, productId: string): string[] {
  const { current } = features.session as SessionState
  if (!current || time < current.startedAt || time > current.lastAt) return []
  return current.products.filter((product) => product !== productId).slice(-TOGETHER)
}

/** One delta per product and currency; what was taken back and brought again cancels out. */
function orderDeltas(lines: readonly OrderLine[], at: number): ProductDelta[] {
  const sums = new Map<string, { line: OrderLine; ordered: number; verified: number; revenue: number }>()
  for (const line of lines) {
    if (line.productId === '') continue
    const key = JSON.stringify([line.productId, line.currency])
    const sum = sums.get(key) ?? { line, ordered: 0, verified: 0, revenue: 0 }
    sum.ordered += line.quantity
    if (line.isVerified) {
      sum.verified += line.quantity
      sum.revenue += line.amount
    }
    sums.set(key, sum)
  }
  return [...sums.values()]
    .filter(({ ordered, verified, revenue }) => ordered !== 0 || verified !== 0 || revenue !== 0)
    .map(({ line, ordered, verified, revenue }) => ({
      product: line.productId,
      at,
      ...(ordered !== 0 && { ordered }),
      ...(verified !== 0 && { orderedVerified: verified }),
      ...(revenue !== 0 && { revenue, ...(line.currency !== '' && { currency: line.currency }) }),
    }))
}
