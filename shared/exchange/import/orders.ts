import type { Money } from '../../schema/money.ts'
import {
  type ImportedCall,
  type ImportedEvent,
  identifyCall,
  trackCall,
  type Whose,
  whoseRow,
} from './call.ts'
import { textTraits } from './contacts.ts'
import { orderStatus } from './order-status.ts'
import { readAbsolute, readAmount, readCount } from './read-amount.ts'
import { readDate } from './read-date.ts'
import { Refused } from './refused.ts'
import { type ImportRow, needed } from './row.ts'
import type { ImportSettings } from './settings.ts'

/** Message ids are at most 100 characters; `order_completed:` goes before. */
const LONGEST_ID = 80

/** What the shop's system says of one order; `rows` are its lines, in the file's order, the first with what is said of the whole. */
export function orderEvents(rows: readonly ImportRow[], settings: ImportSettings): ImportedEvent[] {
  const first = rows[0]!
  const id = orderId(first, 'order_id')
  const status = orderStatus(first, settings)
  if (status === 'open') return []
  const time = readDate(needed(first, 'at'), 'at', settings)
  const parts = { whose: whoseRow(first), source: settings.source, time }
  const money = { ...settings, currency: first.cells.currency?.toUpperCase() ?? settings.currency }
  const ordered = trackCall(
    'order_completed',
    `order_completed:${id}`,
    orderProperties(id, rows, money),
    parts,
  )
  const calls: ImportedCall[] = [...contactOf(first, settings, parts), ordered]
  const at = { ...parts, time: takenBackAt(first, settings, time) }
  if (status === 'cancelled')
    calls.push(trackCall('order_cancelled', `order_cancelled:${id}`, { order_id: id }, at))
  else if (status === 'refunded' || isWhollyRefunded(first, money))
    calls.push(trackCall('order_refunded', `order_refunded:${id}`, { order_id: id }, at))
  return calls.map((call) => ({ line: first.line, call }))
}

/** A till receipt is an order of its store; numbers begin anew at each till and perhaps each day. */
export function receiptEvents(rows: readonly ImportRow[], settings: ImportSettings): ImportedEvent[] {
  const first = rows[0]!
  const { store, till, time: clock, loyalty_card: card } = first.cells
  const day = needed(first, 'at')
  const at = readDate(clock === undefined ? day : `${day} ${clock}`, 'at', settings)
  const whose: Whose =
    card === undefined ? whoseRow(first) : whoseRow({ ...first, cells: { user_id: card, ...first.cells } })
  const parts = { whose, source: settings.source, time: at }
  const number = orderId(first, 'receipt_id')
  const id = [store, till, new Date(at).toISOString().slice(0, 10), number]
    .filter(Boolean)
    .join('/')
    .slice(0, LONGEST_ID)
  const money = { ...settings, currency: first.cells.currency?.toUpperCase() ?? settings.currency }
  const properties = {
    ...orderProperties(id, rows, money),
    channel: 'store',
    receipt: number,
    ...(store !== undefined && { store }),
    ...(till !== undefined && { till }),
  }
  const call = trackCall('order_completed', `order_completed:${id}`, properties, parts)
  return [...contactOf(first, settings, parts), call].map((each) => ({ line: first.line, call: each }))
}

function orderId(row: ImportRow, field: string): string {
  const id = needed(row, field)
  if (id.length > LONGEST_ID)
    throw new Refused(field, `An id of at most ${LONGEST_ID} characters is expected`)
  return id
}

/** What the order says of its buyer. Orders of one buyer mostly say the same, and the same is said once. */
function contactOf(
  row: ImportRow,
  settings: ImportSettings,
  parts: { whose: Whose; source: string; time: number },
): ImportedCall[] {
  const traits = textTraits(row, settings)
  return Object.keys(traits).length === 0 ? [] : [identifyCall(traits, parts)]
}

function orderProperties(
  id: string,
  rows: readonly ImportRow[],
  settings: ImportSettings,
): Record<string, unknown> {
  const { cells } = rows[0]!
  if (!/^[A-Z]{3}$/.test(settings.currency))
    throw new Refused('currency', `\`${settings.currency.slice(0, 20)}\` is not a currency code such as EUR`)
  const amount = (field: string): Record<string, Money> =>
    cells[field] === undefined ? {} : { [field]: readAmount(cells[field], field, settings) }
  const discount =
    cells.discount === undefined ? undefined : readAbsolute(cells.discount, 'discount', settings)
  const products = rows.flatMap((row) => lineOf(row, settings))
  return {
    order_id: id,
    currency: settings.currency,
    ...amount('total'),
    ...amount('subtotal'),
    ...amount('shipping'),
    ...amount('tax'),
    ...(discount && discount.amount > 0 && { discount }),
    ...(cells.coupon !== undefined && { coupon: cells.coupon }),
    ...(products.length > 0 && { products }),
  }
}

/** The product a row names; none where the file has one row an order. */
function lineOf({ cells }: ImportRow, settings: ImportSettings): Record<string, unknown>[] {
  const { product_id: id, product_name: name, category, brand, quantity, price } = cells
  const product = id ?? name
  if (product === undefined) return []
  return [
    {
      product_id: product.slice(0, 100),
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...(brand !== undefined && { brand }),
      quantity: quantity === undefined ? 1 : readCount(quantity, 'quantity'),
      ...(price !== undefined && { price: readAmount(price, 'price', settings) }),
    },
  ]
}

/** The whole amount went back. A part of it says not which pieces, and counts nothing. */
function isWhollyRefunded({ cells }: ImportRow, settings: ImportSettings): boolean {
  if (cells.refunded === undefined || cells.total === undefined) return false
  const refunded = readAbsolute(cells.refunded, 'refunded', settings).amount
  return refunded > 0 && refunded >= readAmount(cells.total, 'total', settings).amount
}

function takenBackAt({ cells }: ImportRow, settings: ImportSettings, ordered: number): number {
  const at =
    cells.cancelled_at === undefined ? ordered : readDate(cells.cancelled_at, 'cancelled_at', settings)
  return Math.max(at, ordered + 1)
}
