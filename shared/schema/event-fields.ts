import { isMinor, toMinor } from '../lib/money.ts'

/** What a sender put into an event; anything may be missing or of another type than its name says. */
export type Properties = Readonly<Record<string, unknown>>

/** One product of an event, whichever vocabulary it came in (Segment, GA4, Shopify). */
export interface EventProduct {
  productId: string
  name?: string
  /** A path, lower case, `/` between levels: `shoes/boots`. */
  category?: string
  brand?: string
  variant?: string
  size?: string
  /** Minor units for one piece. */
  price?: number
  /** ISO 4217, upper case; absent where neither product nor event names one. */
  currency?: string
  quantity: number
}

/** What an event says about an order as a whole; amounts in minor units. */
export interface EventOrder {
  orderId?: string
  /** Tells one refund of an order from the same refund reported again. */
  refundId?: string
  /** With shipping and tax (Segment `total`, GA4 `value`). */
  total?: number
  /** Without them. */
  revenue?: number
  discount?: number
  currency?: string
  coupon?: string
}

const LISTS = ['products', 'items', 'line_items', 'lineItems'] as const
const LONGEST_TEXT = 200
const MOST_PIECES = 1e6
const DEEPEST_CATEGORY = 6

/** The products of an event: its list, or the one it is about. Entries without an id are left out. */
export function productsOf(name: string, properties: Properties): EventProduct[] {
  if (SPEAKS_OF_PERSON.has(name)) return []
  const currency = currencyOf(properties)
  const list = productList(properties)
  if (list)
    return list.map((item) => productOf(record(item) ?? {}, currency)).filter((found) => found !== undefined)
  const variant = record(properties.productVariant)
  const single = record(properties.cartLine) ?? (variant ? { variant } : { ...properties, id: undefined })
  const product = productOf(single, currency)
  return product ? [product] : []
}

/** Does the event bring a list of products, even an empty one? A cart without lines is known to be empty only then. */
export function hasProductList(properties: Properties): boolean {
  return productList(properties) !== undefined
}

/** The order an event speaks of. Segment's `revenue` and `total` differ (standards, Segment spec), so both are kept. */
export function orderOf(properties: Properties): EventOrder {
  const checkout = record(properties.checkout)
  const order = checkout ? { ...flatCheckout(checkout), ...properties } : properties
  const currency = currencyOf(order)
  return defined<EventOrder>({
    orderId: firstText(order.order_id, order.orderId, order.transaction_id),
    refundId: firstText(order.refund_id, order.refundId),
    total: firstAmount(currency, order.total, order.total_price, order.value),
    revenue: firstAmount(currency, order.revenue, order.subtotal, order.subtotal_price),
    discount: firstAmount(currency, order.discount, order.total_discounts),
    currency,
    coupon: firstText(order.coupon),
  })
}

/** `Home > Shoes > Boots` → `home/shoes/boots`: the spelling of a category everywhere inside. */
export function categoryPath(value: unknown): string | undefined {
  const whole = Array.isArray(value) ? value.filter((level) => typeof level === 'string').join('/') : value
  if (typeof whole !== 'string') return undefined
  const levels = whole
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .split(/[/>›»]/)
  const path = levels.map((level) => level.trim().replace(/\s+/g, ' ')).filter(Boolean)
  return path.slice(0, DEEPEST_CATEGORY).join('/') || undefined
}

/** Names whose money fields are money beyond doubt; elsewhere `value` or `total` may be a quiz score. */
const COMMERCE = /^(?:product|products|cart|checkout|order|payment|coupon|promotion)_/
const SPEAKS_OF_PERSON: ReadonlySet<string> = new Set(['identified', 'grouped', 'aliased', 'consent_changed'])
const UNMISTAKABLE = ['price', 'revenue', 'subtotal'] as const
const MONEY = [...UNMISTAKABLE, 'total', 'value', 'shipping', 'tax', 'discount'] as const

/** The first money field that is there but is no amount, and where in `properties`; `undefined` = all is well. */
export function moneyProblems(
  name: string,
  properties: Properties,
): { pointer: string; reason: string } | undefined {
  if (SPEAKS_OF_PERSON.has(name)) return undefined
  const isCommerce = COMMERCE.test(name)
  const problem = firstProblem(properties, isCommerce ? MONEY : UNMISTAKABLE, '', properties)
  if (problem) return problem
  for (const field of LISTS) {
    const list = properties[field]
    if (!Array.isArray(list)) continue
    for (const [index, item] of list.entries()) {
      const at = `/${field}/${index}`
      const found = firstProblem(record(item) ?? {}, isCommerce ? MONEY : UNMISTAKABLE, at, properties)
      if (found) return found
    }
  }
  return undefined
}

function firstProblem(item: Properties, fields: readonly string[], at: string, event: Properties) {
  for (const field of fields) {
    const value = item[field]
    if (value === undefined || value === null) continue
    const currency = currencyOf(item) ?? currencyOf(event)
    if (amountOf(value, currency) !== undefined) continue
    return {
      pointer: `${at}/${field}`,
      reason: `\`${field}\` must be an amount from 0 up, such as 49.9 or "49.90"`,
    }
  }
  return undefined
}

function productOf(item: Properties, eventCurrency: string | undefined): EventProduct | undefined {
  // Shopify nests: line → variant or merchandise → product.
  const variant = record(item.variant) ?? record(item.merchandise)
  const product = record(variant?.product) ?? record(item.product)
  const productId = firstText(
    item.product_id,
    item.productId,
    item.item_id,
    product?.id,
    item.id,
    item.sku,
    item.item_name,
  )
  if (productId === undefined) return undefined
  const price = item.price ?? variant?.price
  const currency = currencyOf(item) ?? currencyOf(record(price) ?? {}) ?? eventCurrency
  return defined<EventProduct>({
    productId,
    name: firstText(item.name, item.item_name, product?.title, item.title),
    category: categoryPath(item.category ?? ga4Category(item) ?? item.product_type ?? product?.type),
    brand: firstText(item.brand, item.item_brand, item.vendor, product?.vendor),
    variant: firstText(item.variant, item.item_variant, item.variant_title, variant?.title),
    size: firstText(item.size),
    price: amountOf(price, currency),
    currency,
    quantity: piecesOf(item.quantity),
  })
}

function ga4Category(item: Properties): unknown {
  if (item.item_category === undefined) return undefined
  const deeper = [item.item_category2, item.item_category3, item.item_category4, item.item_category5]
  return [item.item_category, ...deeper]
}

function productList(properties: Properties): unknown[] | undefined {
  for (const field of LISTS) {
    const list = properties[field]
    if (Array.isArray(list)) return list
  }
  const nested = record(properties.checkout)?.lineItems ?? record(properties.cart)?.lines
  return Array.isArray(nested) ? nested : undefined
}

/** A Shopify pixel's checkout under the names of an order. */
function flatCheckout(checkout: Properties): Properties {
  return defined<Properties>({
    order_id: record(checkout.order)?.id,
    total: checkout.totalPrice,
    revenue: checkout.subtotalPrice,
    currency: checkout.currencyCode,
  })
}

/** A number or text in major units, Shopify's `{amount, currencyCode}`, or {@link Money} in minor units. */
function amountOf(value: unknown, currency: string | undefined): number | undefined {
  const money = record(value)
  if (!money) return toMinor(value, currency)
  if (money.currencyCode !== undefined) return toMinor(money.amount, currencyOf(money))
  return currencyOf(money) && isMinor(money.amount) ? money.amount : undefined
}

function firstAmount(currency: string | undefined, ...values: unknown[]): number | undefined {
  for (const value of values) {
    const amount = amountOf(value, currency)
    if (amount !== undefined) return amount
  }
  return undefined
}

function firstText(...values: unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value)
    const text = typeof value === 'string' ? value.trim() : ''
    if (text && text.length <= LONGEST_TEXT) return text
  }
  return undefined
}

function currencyOf(source: Properties): string | undefined {
  const code = source.currency ?? source.currencyCode
  return typeof code === 'string' && /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : undefined
}

/** Whole pieces; 1 where nothing is said, none where the number is negative. */
function piecesOf(value: unknown): number {
  const pieces = typeof value === 'string' && value.trim() ? Number(value) : value
  if (typeof pieces !== 'number' || !Number.isFinite(pieces)) return 1
  return pieces > 0 ? Math.min(Math.max(1, Math.round(pieces)), MOST_PIECES) : 0
}

function record(value: unknown): Properties | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Properties)
    : undefined
}

/** Leaves out what is `undefined`, so that a value reads the same before and after JSON. */
function defined<Shape>(fields: { [Key in keyof Shape]: Shape[Key] | undefined }): Shape {
  const found: Partial<Shape> = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined) found[key] = value
  }
  return found as Shape
}
