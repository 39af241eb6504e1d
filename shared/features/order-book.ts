import { orderOf } from '../schema/event-fields.ts'
import type { FoldEvent, OrderChange, OrderLine } from './fold-event.ts'
import { type BookLine, difference, isCounted, type OrderEntry } from './order-entry.ts'

/** What a person ordered, kept as long as the customer; the features only see what changes in it. */
export interface OrderBook {
  /** In the order they appeared. */
  orders: readonly OrderEntry[]
  /** Category and brand of products looked at lately, for orders that name their products by id alone. */
  seen: readonly Omit<BookLine, 'quantity' | 'amount'>[]
}

interface Booked {
  book: OrderBook
  lines: readonly OrderLine[]
  change?: OrderChange
}

const MOST_SEEN = 30
const LARGEST_LINE = 1e12

/**
 * Keeps each order once, whoever reports it and how often; runs before the features.
 *
 * - The first report states the order; the first *trusted* report verifies it and its lines replace the stated ones.
 * - A refund or cancellation counts only from a trusted source, takes back at most what was ordered, and waits for
 *   an order that has not appeared yet.
 * - The lines of an event are the difference it made, with sign. A confirmation takes back the stated lines
 *   (`isVerified: false`, −) and brings the verified ones (+), so Σ of all lines = units ordered, Σ of the verified
 *   ones = units verified.
 */
export const orderBook = {
  initial: { orders: [], seen: [] } satisfies OrderBook as OrderBook,

  apply(book: OrderBook, event: FoldEvent): Booked {
    switch (event.name) {
      case 'order_completed':
        return complete(book, event)
      case 'order_refunded':
      case 'order_cancelled':
        return event.isTrusted ? takeBack(book, event) : { book, lines: [] }
      case 'product_viewed':
      case 'product_added':
        return { book: remember(book, event), lines: [] }
      default:
        return { book, lines: [] }
    }
  },

  /** What became of one order between two books; also right when events in between came late. */
  difference(before: OrderBook, after: OrderBook, orderId: string): OrderLine[] {
    return difference(find(before, orderId), find(after, orderId))
  },
}

/** An order without an id is its own order: nothing can confirm it or tell it from a repetition. */
export function orderIdOf(event: FoldEvent): string {
  return orderOf(event.properties).orderId ?? `${event.source}/${event.messageId}`
}

function complete(book: OrderBook, event: FoldEvent): Booked {
  const id = orderIdOf(event)
  const before = find(book, id)
  const isKnown = before?.status === 'verified' || (before?.status === 'stated' && !event.isTrusted)
  if (isKnown) return { book, lines: [] }
  const { coupon, discount, currency } = orderOf(event.properties)
  const known = [...(before?.lines ?? []), ...book.seen]
  return record(book, before, {
    id,
    at: before && before.status !== 'awaited' ? before.at : event.time,
    status: event.isTrusted ? 'verified' : 'stated',
    currency: currency ?? event.products.find((product) => product.currency)?.currency ?? '',
    lines: linesOf(event).map((line) => describe(line, known)),
    ...((coupon || discount) && { isDiscounted: true }),
    ...(before && kept(before)),
  })
}

function takeBack(book: OrderBook, event: FoldEvent): Booked {
  const { orderId, refundId } = orderOf(event.properties)
  if (orderId === undefined) return { book, lines: [] }
  const before = find(book, orderId)
  if (refundId !== undefined && before?.refundIds?.includes(refundId)) return { book, lines: [] }
  const waiting: OrderEntry = { id: orderId, at: event.time, status: 'awaited', currency: '', lines: [] }
  const after: OrderEntry = {
    ...(before ?? waiting),
    ...(refundId !== undefined && { refundIds: [...(before?.refundIds ?? []), refundId] }),
    ...(event.products.length > 0
      ? { taken: event.products.reduce(addUnits, before?.taken ?? []) }
      : { isCancelled: true }),
  }
  return record(book, before, after)
}

function record(book: OrderBook, before: OrderEntry | undefined, after: OrderEntry): Booked {
  const orders = before
    ? book.orders.map((order) => (order === before ? after : order))
    : [...book.orders, after]
  const counts = (has: (order: OrderEntry) => boolean) =>
    Number(isCounted(after) && has(after)) - Number(before !== undefined && isCounted(before) && has(before))
  return {
    book: { ...book, orders },
    lines: difference(before, after),
    change: {
      orderId: after.id,
      isNew: after.status !== 'awaited' && (before === undefined || before.status === 'awaited'),
      orders: counts(() => true),
      verified: counts((order) => order.status === 'verified'),
      discounted: counts((order) => order.isDiscounted === true),
    },
  }
}

/** One line per product: price × quantity; what has no price shares the rest of the order's amount by pieces. */
function linesOf(event: FoldEvent): BookLine[] {
  const { revenue, total } = orderOf(event.properties)
  const stated = revenue ?? total ?? 0
  const goods = event.products.filter((product) => product.quantity > 0)
  if (goods.length === 0) return [{ productId: '', quantity: 1, amount: stated }]
  const priced = goods.reduce((sum, { price, quantity }) => sum + (price ?? 0) * quantity, 0)
  let rest = Math.max(0, stated - priced)
  let pieces = goods.reduce((sum, { price, quantity }) => sum + (price === undefined ? quantity : 0), 0)
  const lines = new Map<string, BookLine>()
  for (const { productId, quantity, price, category, brand } of goods) {
    const share = Math.round((rest * quantity) / Math.max(1, pieces))
    const amount = Math.min(LARGEST_LINE, price === undefined ? share : price * quantity)
    if (price === undefined) {
      rest -= share
      pieces -= quantity
    }
    const same = lines.get(productId)
    lines.set(productId, {
      productId,
      quantity: quantity + (same?.quantity ?? 0),
      amount: amount + (same?.amount ?? 0),
      ...described(same?.category ?? category, same?.brand ?? brand),
    })
  }
  return [...lines.values()]
}

function describe(line: BookLine, known: OrderBook['seen']): BookLine {
  if (line.category !== undefined && line.brand !== undefined) return line
  const found = known.find((product) => product.productId === line.productId)
  return { ...line, ...described(line.category ?? found?.category, line.brand ?? found?.brand) }
}

function remember(book: OrderBook, event: FoldEvent): OrderBook {
  const product = event.products[0]
  if (!product || (product.category === undefined && product.brand === undefined)) return book
  const { productId, category, brand } = product
  const last = book.seen.at(-1)
  if (last?.productId === productId && last.category === category && last.brand === brand) return book
  const others = book.seen.filter((seen) => seen.productId !== productId)
  return { ...book, seen: [...others, { productId, ...described(category, brand) }].slice(-MOST_SEEN) }
}

function addUnits(taken: NonNullable<OrderEntry['taken']>, { productId, quantity }: BookPieces) {
  const before = taken.find(([product]) => product === productId)?.[1] ?? 0
  return [...taken.filter(([product]) => product !== productId), [productId, before + quantity] as const]
}

type BookPieces = Pick<BookLine, 'productId' | 'quantity'>

/** What an order carries on when its lines are stated anew. */
function kept({ taken, isCancelled, refundIds }: OrderEntry) {
  return { ...(taken && { taken }), ...(isCancelled && { isCancelled }), ...(refundIds && { refundIds }) }
}

function described(category: string | undefined, brand: string | undefined) {
  return { ...(category !== undefined && { category }), ...(brand !== undefined && { brand }) }
}

function find(book: OrderBook, id: string): OrderEntry | undefined {
  return book.orders.find((order) => order.id === id)
}
