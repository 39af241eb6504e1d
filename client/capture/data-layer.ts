import { parsePrice } from './parse-price.ts'

/** An event in our words. */
export interface Signal {
  event: string
  properties: Record<string, unknown>
}

type Fields = Record<string, unknown>

/** GA4 event → canonical name, and whether it speaks of each item alone or of all together. */
const EVENTS: Record<string, [name: string, about: 'each' | 'all']> = {
  view_item: ['product_viewed', 'each'],
  select_item: ['product_clicked', 'each'],
  add_to_cart: ['product_added', 'each'],
  remove_from_cart: ['product_removed', 'each'],
  add_to_wishlist: ['product_added_to_wishlist', 'each'],
  view_item_list: ['product_list_viewed', 'all'],
  view_cart: ['cart_viewed', 'all'],
  begin_checkout: ['checkout_started', 'all'],
  add_payment_info: ['payment_info_entered', 'all'],
  purchase: ['order_completed', 'all'],
  refund: ['order_refunded', 'all'],
  view_promotion: ['promotion_viewed', 'all'],
  select_promotion: ['promotion_clicked', 'all'],
  search: ['products_searched', 'all'],
  view_search_results: ['products_searched', 'all'],
}

const ITEM_FIELDS: [string, string][] = [
  ['item_id', 'sku'],
  ['item_name', 'name'],
  ['item_brand', 'brand'],
  ['item_variant', 'variant'],
  ['coupon', 'coupon'],
  ['index', 'position'],
]

const EVENT_FIELDS: [string, string][] = [
  ['transaction_id', 'order_id'],
  ['currency', 'currency'],
  ['coupon', 'coupon'],
  ['affiliation', 'affiliation'],
  ['payment_type', 'payment_method'],
  ['item_list_id', 'list_id'],
  ['item_list_name', 'category'],
  ['promotion_id', 'promotion_id'],
  ['promotion_name', 'name'],
  ['creative_name', 'creative'],
  ['creative_slot', 'position'],
  ['search_term', 'query'],
]

/**
 * Makes a reader of one page's `dataLayer`. It takes each entry as it was pushed, `{event, ecommerce}` or gtag's
 * `arguments`, and remembers `ecommerce` between pushes as Tag Manager does: an event without its own uses the
 * last one, `ecommerce: null` forgets it. Arrays are replaced, never merged (duracelltomi/gtm4wp#280).
 */
export function dataLayerReader(): (entry: unknown) => Signal[] {
  let ecommerce: Fields | null = null
  return (entry) => {
    if (!isFields(entry)) return []
    if (entry[0] === 'event') return toSignals(entry[1], isFields(entry[2]) ? entry[2] : {})
    if (entry.ecommerce === null) ecommerce = null
    if (isFields(entry.ecommerce)) ecommerce = entry.ecommerce
    return toSignals(entry.event, 'items' in entry ? entry : { ...entry, ...ecommerce })
  }
}

/** One GA4 e-commerce event in our words; nothing for any other event. */
export function toSignals(name: unknown, fields: Fields): Signal[] {
  const known = typeof name === 'string' && Object.hasOwn(EVENTS, name) && EVENTS[name]
  if (!known) return []
  const [event, about] = known
  const products = (Array.isArray(fields.items) ? fields.items : [])
    .filter(isFields)
    .map((item) => toProduct(item, fields))
  if (about === 'each') return products.map((properties) => ({ event, properties }))
  const properties = pick(fields, EVENT_FIELDS)
  const [value, tax, shipping] = [fields.value, fields.tax, fields.shipping].map(parsePrice)
  if (event.startsWith('order')) {
    // `total` is what the shop called its value; revenue leaves out tax and shipping (Segment e-commerce v2).
    if (value !== undefined)
      Object.assign(properties, { total: value, revenue: value - (tax ?? 0) - (shipping ?? 0) })
    if (tax !== undefined) properties.tax = tax
    if (shipping !== undefined) properties.shipping = shipping
  } else if (value !== undefined) properties.value = value
  if (products.length) properties.products = products
  return [{ event, properties }]
}

function toProduct(item: Fields, { currency }: Fields): Fields {
  const category = ['', '2', '3', '4', '5'].map((level) => item[`item_category${level}`]).filter(Boolean)
  const price = parsePrice(item.price)
  const quantity = parsePrice(item.quantity)
  return {
    product_id: String(item.item_id ?? item.item_name ?? ''),
    ...pick(item, ITEM_FIELDS),
    ...(category.length && { category: category.join('/') }),
    ...(price !== undefined && { price }),
    ...(quantity !== undefined && { quantity }),
    ...((item.currency ?? currency) ? { currency: item.currency ?? currency } : {}),
  }
}

function pick(fields: Fields, names: [string, string][]): Fields {
  const known = names.filter(([from]) => fields[from] !== undefined && fields[from] !== null)
  return Object.fromEntries(known.map(([from, to]) => [to, fields[from]]))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
