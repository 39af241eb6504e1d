import { categoryOf, PRODUCTS, productId } from './shop.ts'

export interface Identified {
  /** The shop's public key. */
  writeKey: string
  /** The handle that the edge gave this browser. */
  cookie: string
}

export const ORIGIN = 'https://shop.example'
const MINUTE_MS = 60_000

export const browserHeaders: Record<string, string> = {
  origin: ORIGIN,
  'sec-fetch-site': 'same-site',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
}

export const consent = {
  analytics: true,
  personalization: true,
  record: { id: 'bench', at: '2026-01-01T00:00:00.000Z', version: '1', language: 'en', source: 'banner' },
}

/** What a shopper did in the last six days: looks, searches, carts and two orders, `count` events in all. */
export function history(person: number, count: number, now: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(now - (count - index) * 40 * MINUTE_MS).toISOString()
    const of = (person * 37 + index * 7) % PRODUCTS
    return { messageId: `h-${person}-${index}`, timestamp: at, ...act(index, of, `${person}-${index}`) }
  })
}

function act(index: number, of: number, id: string): object {
  const product = {
    product_id: productId(of),
    category: categoryOf(of),
    price: 19.9 + of / 10,
    currency: 'EUR',
  }
  if (index === 90 || index === 180)
    return track('Order Completed', {
      order_id: `o-${id}`,
      currency: 'EUR',
      revenue: 59.8,
      products: [{ ...product, quantity: 2 }],
    })
  if (index % 4 === 0)
    return { type: 'page', properties: { path: `/c/${product.category}`, title: 'Category' } }
  if (index % 13 === 0) return track('Products Searched', { query: `query ${index % 5}` })
  if (index % 17 === 0) return track('Product Added', { ...product, quantity: 1 })
  return track('Product Viewed', product)
}

export function track(event: string, properties: object): object {
  return { type: 'track', event, properties }
}

/** One look at a product, as the script sends it. */
export function look(messageId: string, of: number, now: number): object {
  const at = new Date(now).toISOString()
  const properties = { product_id: productId(of), category: categoryOf(of), price: 19.9, currency: 'EUR' }
  const context = {
    page: { path: `/p/${productId(of)}`, url: `${ORIGIN}/p/${productId(of)}`, title: productId(of) },
  }
  return { messageId, timestamp: at, ...track('Product Viewed', properties), context }
}
