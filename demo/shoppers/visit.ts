import type { ShopProduct } from '../catalog/shop-product.ts'
import type { Language } from '../lib/language.ts'
import type { SeededRandom } from '../lib/random.ts'
import { CURRENCY, sumCart } from '../orders/make-order.ts'
import type { CartLine } from '../state/contract.ts'
import type { Taste } from './tastes.ts'

/** One call of the tracking API, its time told in ms before now. */
export interface VisitEvent {
  messageId: string
  beforeNow: number
  type: 'page' | 'track'
  event?: string
  properties: Record<string, unknown>
}

/** An order as the shop's server confirms it; amounts in minor units. */
export interface ShopperOrder {
  orderId: string
  beforeNow: number
  total: number
  products: { product_id: string; quantity: number; price: number; category: string; brand: string }[]
}

export interface Visit {
  events: VisitEvent[]
  order: ShopperOrder | null
}

interface VisitInput {
  /** Part of every message id, so that the same visit sent twice is one visit. */
  name: string
  random: SeededRandom
  taste: Taste
  language: Language
  /** Ms before now at which it begins. */
  beforeNow: number
  isFirst: boolean
}

const ORIGINS = ['?utm_source=newsletter&utm_medium=email', '?utm_source=google&utm_medium=cpc', '', '', '']
const ADDS_TO_CART = 0.14
const BUYS_THE_CART = 0.45

/** One visit: a page, a handful of products, perhaps the cart, perhaps an order. */
export function makeVisit({ name, random, taste, language, beforeNow, isFirst }: VisitInput): Visit {
  const events: VisitEvent[] = []
  let time = beforeNow
  const say = (type: VisitEvent['type'], properties: Record<string, unknown>, event?: string) => {
    const messageId = `${name}-${events.length}`
    events.push({ messageId, beforeNow: time, type, ...(event && { event }), properties })
    time -= random.integer(6_000, 90_000)
  }
  const page = (path: string) => say('page', { path: `/${language}${path}`, url: addressOf(language, path) })
  const cart: CartLine[] = []
  let looked: ShopProduct | undefined

  page(isFirst ? random.pick(ORIGINS) : '')
  const views = 1 + Math.round(Math.exp(random.normal() * 0.6 + 1.1))
  for (let view = 0; view < views; view++) {
    looked = taste.next(looked)
    say('track', { ...factsOf(looked), url: addressOf(language, `/p/${looked.id}`) }, 'product_viewed')
    if (!random.chance(ADDS_TO_CART) || looked.stock === 0) continue
    const size = random.pick(Object.entries(looked.sizes).filter(([, pieces]) => pieces > 0))[0]
    cart.push({ product: looked.id, size, colour: looked.colours[0]!, quantity: 1 })
    say('track', { ...factsOf(looked), quantity: 1, size }, 'product_added')
  }
  if (cart.length === 0) return { events, order: null }
  page('/cart')
  if (!random.chance(BUYS_THE_CART)) return { events, order: null }
  const order = orderOf(cart, `SB-${name}`, time - 60_000)
  say('track', { value: order.total / 100, currency: CURRENCY }, 'checkout_started')
  time = order.beforeNow
  say('track', claimOf(order), 'order_completed')
  return { events, order }
}

function orderOf(cart: CartLine[], orderId: string, beforeNow: number): ShopperOrder {
  const { lines, total } = sumCart(cart)
  const products = lines.map(({ product, quantity, price, category, brand }) => ({
    product_id: product,
    quantity,
    price,
    category,
    brand,
  }))
  return { orderId, beforeNow, total, products }
}

/** The order as the browser's thank-you page tells it: major units, as browsers do. */
function claimOf({ orderId, total, products }: ShopperOrder): Record<string, unknown> {
  return {
    order_id: orderId,
    total: total / 100,
    currency: CURRENCY,
    products: products.map((line) => ({ ...line, price: line.price / 100 })),
  }
}

function factsOf({ id, title, category, brand, price }: ShopProduct): Record<string, unknown> {
  return { product_id: id, name: title.en, category, brand, price: price.amount / 100, currency: CURRENCY }
}

const addressOf = (language: Language, path: string) => `https://scarpe-bianchi.example/${language}${path}`
