import { catalog, type WireEvent } from './history.ts'
import type { SeenEvent, SeenProduct } from './reference-features.ts'

type Fields = Record<string, unknown>

/** Other spellings that histories use, each with the name the documents give it. */
const NAMES: Record<string, string> = {
  'Product Viewed': 'product_viewed',
  view_item: 'product_viewed',
  'Product Added': 'product_added',
  add_to_cart: 'product_added',
  productRemoved: 'product_removed',
  'Added to Wishlist': 'product_added_to_wishlist',
  view_cart: 'cart_viewed',
  'Checkout Started': 'checkout_started',
  'Order Completed': 'order_completed',
  purchase: 'order_completed',
  'Order Refunded': 'order_refunded',
  refund: 'order_refunded',
  'Order Cancelled': 'order_cancelled',
}
const CALLS = { page: 'page_viewed', identify: 'identified' } as const

/** What an event means; `isInCatalog` false: the server's words come without the catalogue's knowledge. */
export function readEvent(
  event: WireEvent,
  isInCatalog = true,
): Omit<SeenEvent, 'isTrusted'> & { messageId: string } {
  const name = event.type === 'track' ? (NAMES[event.event ?? ''] ?? event.event ?? '') : CALLS[event.type]
  const properties = event.properties ?? {}
  const products = event.type === 'identify' ? [] : readProducts(properties)
  const facts =
    products.length === 1 && isInCatalog && catalog.find(({ id }) => id === products[0]!.productId)
  return {
    name,
    messageId: event.messageId,
    time: Date.parse(event.timestamp),
    properties,
    traits: event.traits ?? {},
    context: event.context ?? {},
    products: facts ? [{ category: facts.category, brand: facts.brand, ...products[0]! }] : products,
  }
}

function readProducts(properties: Fields): SeenProduct[] {
  const list = (properties.products ?? properties.items) as Fields[] | undefined
  const found = list ?? (properties.product_id === undefined ? [] : [properties])
  return found.map((item) => readProduct(item, properties.currency as string | undefined))
}

function readProduct(item: Fields, eventCurrency: string | undefined): SeenProduct {
  const money = item.price as { amount: number; currency: string } | number | undefined
  const inCents = typeof money === 'object' ? money.amount : money && Math.round(money * 100)
  const currency = item.currency ?? (typeof money === 'object' ? money.currency : undefined) ?? eventCurrency
  const levels = [item.item_category, item.item_category2].filter(Boolean).join('/')
  const category = (item.category as string | undefined) ?? (levels || undefined)
  return withoutGaps({
    productId: String(item.product_id ?? item.item_id),
    category: category
      ?.toLowerCase()
      .split(/[/>]/)
      .map((level) => level.trim())
      .join('/'),
    brand: item.brand ?? item.item_brand,
    variant: item.variant ?? item.item_variant,
    size: item.size,
    price: inCents,
    currency,
    quantity: (item.quantity as number | undefined) ?? 1,
  }) as unknown as SeenProduct
}

function withoutGaps(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
