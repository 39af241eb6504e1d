import { ordersOf, type ReferenceOrder } from './reference-orders.ts'
import { sessionOf } from './reference-session.ts'

export interface SeenProduct {
  productId: string
  category?: string
  brand?: string
  variant?: string
  size?: string
  price?: number
  currency?: string
  quantity: number
}

export interface SeenEvent {
  name: string
  time: number
  isTrusted: boolean
  properties: Record<string, unknown>
  traits: Record<string, unknown>
  context: Record<string, unknown>
  products: SeenProduct[]
}

const DAY = 24 * 60 * 60_000
const WEIGHTS: Record<string, number> = { product_viewed: 1, product_added_to_wishlist: 2, product_added: 3 }

/** Every feature, from the events each purpose may see, in order. */
export function featuresOf({
  analytics,
  personal,
  now,
}: {
  analytics: SeenEvent[]
  personal: SeenEvent[]
  now: number
}) {
  const orders = ordersOf(analytics)
  return {
    affinities: affinitiesOf(personal),
    recently_viewed: viewsOf(personal),
    cart: cartOf(analytics, orders),
    orders: ordersFeature(orders, now),
    session: sessionOf(analytics, now),
    traits: statedBy(analytics.filter(({ isTrusted }) => isTrusted)),
    claims: statedBy(analytics.filter(({ isTrusted }) => !isTrusted)),
  }
}

/** Segments steer what somebody sees, so they rest on what personalization may see. */
export function segmentsOf(seen: SeenEvent[], mayBeMailed: boolean): string[] {
  const views = seen.filter(({ name }) => name === 'product_viewed').length
  const bought = ordersOf(seen).filter(({ lines }) => lines.some(({ left }) => left > 0))
  const isIn = { buyers: bought.length >= 1, lookers: views >= 3, mail: mayBeMailed }
  return Object.entries(isIn).flatMap(([segment, is]) => (is ? [segment] : []))
}

/** Interest decays by half in 30 days, so a key's share is a quotient of sums; a refund leaves its order out. */
function affinitiesOf(events: SeenEvent[]) {
  const looks = events.flatMap(({ name, time, products }) =>
    WEIGHTS[name] ? products.map((product) => ({ ...product, time, weight: WEIGHTS[name]! })) : [],
  )
  const bought = ordersOf(events).flatMap(({ at, lines }) =>
    lines.map((line) => ({ ...line, time: at, weight: 5 * line.left })),
  )
  const all = [...looks, ...bought].filter(({ weight }) => weight > 0)
  return {
    categories: shares(all, ({ category }) => category, true),
    brands: shares(all, ({ brand }) => brand, false),
    lastCategory: looks.findLast(({ category }) => category)?.category ?? null,
  }
}

interface Interest {
  time: number
  weight: number
  category?: string
  brand?: string
}

function shares(all: Interest[], keyOf: (interest: Interest) => string | undefined, isPath: boolean) {
  const newest = Math.max(...all.map(({ time }) => time))
  const strength = (list: Interest[]) =>
    list.reduce((sum, { time, weight }) => sum + weight * 2 ** (-(newest - time) / (30 * DAY)), 0)
  const named = all.filter(keyOf)
  const keys = new Set(
    named.flatMap((interest) => {
      const levels = keyOf(interest)!.split(isPath ? '/' : '\0')
      return levels.map((_, index) => levels.slice(0, index + 1).join('/'))
    }),
  )
  const isUnder = (key: string, interest: Interest) =>
    keyOf(interest) === key || (isPath && keyOf(interest)!.startsWith(`${key}/`))
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      strength(named.filter((interest) => isUnder(key, interest))) / strength(named),
    ]),
  )
}

function viewsOf(events: SeenEvent[]) {
  const views = events.filter(({ name, products }) => name === 'product_viewed' && products[0])
  const ids = new Set(views.map(({ products }) => products[0]!.productId).toReversed())
  return [...ids].map((productId) => {
    const own = views.filter(({ products }) => products[0]!.productId === productId)
    return { productId, lastAt: own.at(-1)!.time, times: own.length }
  })
}

/** Lines added and removed, or the whole as the shop states it; a new order empties it. */
function cartOf(events: SeenEvent[], orders: ReferenceOrder[]) {
  const isSame = (a: SeenProduct, b: SeenProduct) =>
    a.productId === b.productId && a.variant === b.variant && a.size === b.size
  let lines: SeenProduct[] = []
  const add = ({ category: _c, brand: _b, ...product }: SeenProduct) => {
    const line = lines.find((other) => isSame(other, product))
    if (line) Object.assign(line, product, { quantity: line.quantity + product.quantity })
    else lines.push({ ...product })
  }
  for (const event of events) {
    if (orders.some(({ firstReport }) => firstReport === event)) lines = []
    else if (event.name === 'product_added') event.products.forEach(add)
    else if (event.name === 'product_removed') {
      for (const product of event.products) {
        const isAny = product.variant === undefined && product.size === undefined
        const line =
          lines.find((other) => isSame(other, product)) ??
          (isAny ? lines.findLast(({ productId }) => productId === product.productId) : undefined)
        if (line) line.quantity -= product.quantity
        lines = lines.filter(({ quantity }) => quantity > 0)
      }
    } else if (['cart_viewed', 'cart_updated', 'checkout_started'].includes(event.name)) {
      if (!event.properties.products && !event.properties.items) continue
      lines = []
      event.products.forEach(add)
    }
  }
  const worth = lines.filter(({ currency }) => !currency || currency === 'EUR')
  return {
    lines,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    value: {
      amount: worth.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0),
      currency: 'EUR',
    },
  }
}

function ordersFeature(all: ReferenceOrder[], now: number) {
  const orders = all.filter(({ lines }) => lines.some(({ left }) => left > 0))
  const verified = orders.filter(({ isVerified }) => isVerified)
  const sum = (list: ReferenceOrder[]) =>
    list
      .filter(({ currency }) => currency === '' || currency === 'EUR')
      .flatMap(({ lines }) => lines)
      .reduce((total, { amount, left, quantity }) => total + Math.round((amount * left) / quantity), 0)
  const bought = orders
    .flatMap(({ at, lines }) => lines.map(({ productId, left }) => ({ productId, lastAt: at, pieces: left })))
    .filter(({ pieces }) => pieces > 0)
    .toSorted((a, b) => b.lastAt - a.lastAt)
  const lastAt = bought[0]?.lastAt ?? null
  const ids = [...new Set(bought.map(({ productId }) => productId))].filter((id) => id !== '')
  const ofProduct = (id: string) => bought.filter(({ productId }) => productId === id)
  return {
    count: orders.length,
    verified: verified.length,
    spent: { amount: sum(verified), currency: 'EUR' },
    stated: { amount: sum(orders), currency: 'EUR' },
    lastAt,
    daysSince: lastAt === null ? null : Math.floor((now - lastAt) / DAY),
    discountedShare: orders.length
      ? orders.filter(({ isDiscounted }) => isDiscounted).length / orders.length
      : null,
    products: ids.map((productId) => ({
      ...ofProduct(productId)[0]!,
      pieces: ofProduct(productId).reduce((total, { pieces }) => total + pieces, 0),
    })),
  }
}

/** The last word on each trait stands; a blank text says nothing, `null` takes it away. */
function statedBy(events: SeenEvent[]): Record<string, unknown> {
  const traits: Record<string, unknown> = {}
  for (const event of events.filter(({ name }) => name === 'identified'))
    for (const [trait, value] of Object.entries(event.traits)) {
      if (value === null) delete traits[trait]
      else if (value !== '') traits[trait] = value
    }
  return traits
}
