import type { OrderLine } from './fold-event.ts'

/** What an order says of one product, all its pieces together. */
export interface BookLine {
  productId: string
  category?: string
  brand?: string
  quantity: number
  /** Minor units, all pieces. */
  amount: number
}

/** One order as the book keeps it: what was ordered, and what was taken back; what is left follows from both. */
export interface OrderEntry {
  id: string
  /** Epoch ms at which it first appeared. */
  at: number
  /** `awaited`: only its refund is known. */
  status: 'awaited' | 'stated' | 'verified'
  currency: string
  lines: readonly BookLine[]
  isDiscounted?: true
  /** Units taken back by product, as stated; may exceed what was ordered. */
  taken?: readonly (readonly [productId: string, units: number])[]
  /** Taken back as a whole. */
  isCancelled?: true
  refundIds?: readonly string[]
}

/** Is anything left of the order? */
export function isCounted(order: OrderEntry): boolean {
  return order.lines.some((line) => piecesLeft(order, line) > 0)
}

/** The lines that lead from one state of an order to the next; what is stated anew is taken back and brought again. */
export function difference(before: OrderEntry | undefined, after: OrderEntry | undefined): OrderLine[] {
  const old = before ? linesLeft(before) : []
  const now = after ? linesLeft(after) : []
  if (!before || !after || !isSameStatement(before, after)) return [...old.map(negative), ...now]
  return old.flatMap((line) => {
    const left = now.find((other) => other.productId === line.productId)
    const quantity = (left?.quantity ?? 0) - line.quantity
    return quantity === 0 ? [] : [{ ...line, quantity, amount: (left?.amount ?? 0) - line.amount }]
  })
}

/** By value: one of the two may come from storage. */
function isSameStatement(a: OrderEntry, b: OrderEntry): boolean {
  const statement = ({ at, status, currency, lines }: OrderEntry) =>
    JSON.stringify([at, status, currency, lines])
  return statement(a) === statement(b)
}

function linesLeft(order: OrderEntry): OrderLine[] {
  return order.lines.flatMap(({ productId, category, brand, quantity, amount }) => {
    const left = piecesLeft(order, { productId, quantity })
    if (left === 0) return []
    return {
      orderId: order.id,
      productId,
      ...(category !== undefined && { category }),
      ...(brand !== undefined && { brand }),
      quantity: left,
      // Of the whole each time, so that several partial refunds add up to the cent.
      amount: left === quantity ? amount : Math.round((amount * left) / quantity),
      currency: order.currency,
      orderedAt: order.at,
      isVerified: order.status === 'verified',
    }
  })
}

function piecesLeft(
  order: OrderEntry,
  { productId, quantity }: Pick<BookLine, 'productId' | 'quantity'>,
): number {
  if (order.isCancelled) return 0
  const taken = order.taken?.find(([product]) => product === productId)?.[1] ?? 0
  return Math.max(0, quantity - taken)
}

function negative(line: OrderLine): OrderLine {
  return { ...line, quantity: -line.quantity, amount: 0 - line.amount }
}
