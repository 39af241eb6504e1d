import type { SeenEvent, SeenProduct } from './reference-features.ts'

/** An order as it stands in the end: what was ordered, and how many pieces of each line are left. */
export interface ReferenceOrder {
  /** When it first appeared. */
  at: number
  firstReport: SeenEvent
  isVerified: boolean
  isDiscounted: boolean
  currency: string
  lines: ReferenceLine[]
}

interface ReferenceLine {
  productId: string
  category?: string
  brand?: string
  quantity: number
  left: number
  /** Cents, all pieces. */
  amount: number
}

/**
 * Each order once: the first report states it, the first trusted one is the truth about it; trusted refunds and
 * cancellations take back at most what was ordered, whenever they came.
 */
export function ordersOf(events: SeenEvent[]): ReferenceOrder[] {
  const takeBacks = events.filter(
    ({ name, isTrusted }) => isTrusted && (name === 'order_refunded' || name === 'order_cancelled'),
  )
  const reports = events.filter(({ name }) => name === 'order_completed')
  const ids = new Set(reports.map((report) => idOf(report)))
  return [...ids].map((id) => {
    const own = reports.filter((report) => idOf(report) === id)
    const first = own[0]!
    const trusted = own.find(({ isTrusted }) => isTrusted)
    const truth = trusted ?? first
    const stated = linesOf(first, events, [])
    const lines = truth === first ? stated : linesOf(truth, events, stated)
    const taken = takenFrom(takeBacks.filter((event) => idOf(event) === id))
    return {
      at: first.time,
      firstReport: first,
      isVerified: trusted !== undefined,
      isDiscounted: Boolean(truth.properties.coupon || truth.properties.discount),
      currency: String(
        truth.properties.currency ?? truth.products.find((one) => one.currency)?.currency ?? '',
      ),
      lines: lines.map((line) => ({ ...line, left: Math.max(0, line.quantity - taken(line.productId)) })),
    }
  })
}

function idOf({ properties }: SeenEvent): unknown {
  return properties.order_id ?? properties.transaction_id
}

/** How many pieces of a product were taken back; the same refund id counts once. */
function takenFrom(events: SeenEvent[]): (productId: string) => number {
  const once = events.filter(
    ({ properties: { refund_id } }, at) =>
      refund_id === undefined || events.findIndex((event) => event.properties.refund_id === refund_id) === at,
  )
  const isCancelled = once.some(({ products }) => products.length === 0)
  return (productId) =>
    isCancelled
      ? Number.POSITIVE_INFINITY
      : once
          .flatMap(({ products }) => products)
          .filter((product) => product.productId === productId)
          .reduce((sum, { quantity }) => sum + quantity, 0)
}

/** One line a product; a line that names its product by id alone is described by the report before, or by a look. */
function linesOf(report: SeenEvent, events: SeenEvent[], before: ReferenceLine[]): ReferenceLine[] {
  const { products, properties } = report
  const total = cents(properties.revenue) ?? cents(properties.total) ?? cents(properties.value) ?? 0
  if (products.length === 0) return [{ productId: '', quantity: 1, left: 1, amount: total }]
  const priced = products.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0)
  const looks = events
    .slice(0, events.indexOf(report))
    .filter(({ name }) => name === 'product_viewed' || name === 'product_added')
    .flatMap((event) => event.products.slice(0, 1))
    .filter(({ category, brand }) => category !== undefined || brand !== undefined)
  const ids = [...new Set(products.map(({ productId }) => productId))]
  return ids.map((productId) => {
    const own = products.filter((product) => product.productId === productId)
    const known = [...before, ...looks.toReversed()].find((line) => line.productId === productId)
    const quantity = own.reduce((sum, product) => sum + product.quantity, 0)
    const category = first(own, 'category') ?? known?.category
    const brand = first(own, 'brand') ?? known?.brand
    return {
      productId,
      ...(category && { category }),
      ...(brand && { brand }),
      quantity,
      left: quantity,
      // At most one product of a history's order has no price: the rest of the order's amount is its.
      amount: own.reduce(
        (sum, { price, quantity: pieces }) =>
          sum + (price === undefined ? Math.max(0, total - priced) : price * pieces),
        0,
      ),
    }
  })
}

function first(products: SeenProduct[], field: 'category' | 'brand'): string | undefined {
  return products.find((product) => product[field] !== undefined)?.[field]
}

function cents(amount: unknown): number | undefined {
  if (typeof amount === 'object' && amount !== null) return (amount as { amount: number }).amount
  return typeof amount === 'number' ? Math.round(amount * 100) : undefined
}
