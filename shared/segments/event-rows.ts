import { toMajor, toMinor } from '../lib/money.ts'
import { orderOf, type Properties, productsOf } from '../schema/event-fields.ts'
import type { TimelineEvent } from './subject.ts'

/** One product of an event with the event's own fields behind it, or the event alone; money in major units. */
export interface EventRow {
  read(field: string): unknown
  /** ISO 4217; undefined = not stated, so the shop's own. */
  currency: string | undefined
}

export const MONEY_FIELDS: ReadonlySet<string> = new Set(
  'price discount revenue shipping subtotal tax total value'.split(' '),
)

/**
 * An event as rows to test. All of a `where` must hold in one row, so that "shoes by Bianchi" is one product of
 * the order and not two. Fields are asked for by their canonical names, whichever vocabulary the sender speaks.
 */
export function eventRows(event: TimelineEvent): readonly EventRow[] {
  const known = rowsOf.get(event)
  if (known) return known
  const rows = makeRows(event)
  rowsOf.set(event, rows)
  return rows
}

/** Several conditions read the same events; each event is taken apart once. */
const rowsOf = new WeakMap<TimelineEvent, readonly EventRow[]>()

function makeRows(event: TimelineEvent): EventRow[] {
  const { name, properties } = event
  const whole = { ...properties, ...orderFields(properties) }
  const items = itemsOf(properties)
  const rows = items
    ? items.map((item) => ({
        ...whole,
        ...item,
        ...productFields(name, { currency: properties.currency, items: [item] }),
      }))
    : productsOf(name, properties).map((product) => ({ ...whole, ...named(product) }))
  const facts = rows.length <= 1 ? event.facts : undefined
  return (rows.length > 0 ? rows : [whole]).map((fields) => rowOf({ ...fields, ...missing(fields, facts) }))
}

function rowOf(fields: Properties): EventRow {
  const currency = typeof fields.currency === 'string' ? fields.currency.toUpperCase() : undefined
  // Senders choose the keys, so nothing inherited may answer for them.
  const own: Properties = Object.assign(Object.create(null), fields)
  return { currency, read: (field) => own[field] ?? undefined }
}

function orderFields(properties: Properties): Properties {
  const { orderId, total, revenue, discount, currency, coupon } = orderOf(properties)
  const major = (minor: number | undefined) => (minor === undefined ? undefined : toMajor(minor, currency))
  return defined({
    order_id: orderId,
    // GA4 sends one `value`; a shop that sends one of the two means both.
    total: major(total ?? revenue),
    revenue: major(revenue ?? total),
    discount: major(discount),
    shipping: amount(properties.shipping, currency),
    tax: amount(properties.tax, currency),
    currency,
    coupon,
    query: properties.query ?? properties.search_term ?? properties.search_query,
  })
}

function amount(value: unknown, currency: string | undefined): number | undefined {
  const minor = toMinor(value, currency)
  return minor === undefined ? undefined : toMajor(minor, currency)
}

function productFields(name: string, properties: Properties): Properties {
  const [product] = productsOf(name, properties)
  return product ? named(product) : {}
}

function named({ productId, price, currency, ...same }: ReturnType<typeof productsOf>[number]): Properties {
  return defined({
    ...same,
    product_id: productId,
    price: price === undefined ? undefined : toMajor(price, currency),
    currency,
  })
}

/** What the catalogue knew, where the sender said nothing. */
function missing(fields: Properties, facts: TimelineEvent['facts']): Properties {
  return defined({ category: fields.category ?? facts?.category, brand: fields.brand ?? facts?.brand })
}

function itemsOf(properties: Properties): Properties[] | undefined {
  const list = ['products', 'items', 'line_items', 'lineItems']
    .map((key) => properties[key])
    .find(Array.isArray)
  return list?.filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
}

function defined(fields: Properties): Properties {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
