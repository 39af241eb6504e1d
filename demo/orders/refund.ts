import type { Order, OrderLine } from '../state/contract.ts'
import { containedTax } from './make-order.ts'
import { type OrderReport, reportLine } from './report.ts'

/** Takes back whole lines by position. What is returned already stays as it is. */
export function returnLines(
  order: Order,
  positions: readonly number[],
): { after: Order; returned: OrderLine[] } {
  const isChosen = (line: OrderLine, index: number) =>
    positions.includes(index) && line.returned < line.quantity
  return {
    after: {
      ...order,
      lines: order.lines.map((line, index) =>
        isChosen(line, index) ? { ...line, returned: line.quantity } : line,
      ),
    },
    returned: order.lines.filter(isChosen),
  }
}

/** The refund as Vicino hears of it: the lines that came back and their money; shipping is not paid back. */
export function refundedOrder(order: Order, returned: OrderLine[], at: number): OrderReport {
  const { currency } = order
  const goods = returned.reduce((sum, line) => sum + line.price * (line.quantity - line.returned), 0)
  return {
    order_id: order.id,
    status: 'refunded',
    refund_id: `R-${returned.map((line) => order.lines.findIndex((kept) => isSameLine(kept, line))).join('.')}`,
    at: new Date(at).toISOString(),
    currency,
    total: { amount: goods, currency },
    revenue: { amount: goods - containedTax(goods), currency },
    products: returned.map((line) => reportLine(line, line.quantity - line.returned, currency)),
    handle: null,
    ...(order.customer && { userId: order.customer }),
  }
}

const isSameLine = (a: OrderLine, b: OrderLine) =>
  a.product === b.product && a.size === b.size && a.colour === b.colour
