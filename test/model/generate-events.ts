import type { SeededRandom } from '../../demo/lib/random.ts'
import type { Tools } from './generate-history.ts'
import { catalog, type WireEvent } from './history.ts'

export interface EventItem {
  time: number
  by: 'self' | 'server'
  event: WireEvent
}

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Visits to a shop: looks, carts, wishes, searches, logins. Some events happen in the same millisecond. */
export function shoppingEvents({ random, name, from, to }: Tools): EventItem[] {
  return Array.from({ length: random.integer(1, 5) }, () => {
    let time = random.integer(from, to - 240 * MINUTE)
    return Array.from({ length: random.integer(1, 9) }, (_, index): EventItem => {
      time += random.pick([0, SECOND, random.integer(0, 5) * MINUTE, 30 * MINUTE, 31 * MINUTE])
      const said = random.weighted(KINDS, ({ weight }) => weight).make(random)
      const event: WireEvent = {
        messageId: name('event'),
        timestamp: new Date(Math.min(time, to)).toISOString(),
        ...said,
        ...(index === 0 && random.chance(0.5) && { context: origin(random) }),
      }
      return { time: Math.min(time, to), by: random.chance(0.08) ? 'server' : 'self', event }
    })
  }).flat()
}

type Said = Omit<WireEvent, 'messageId' | 'timestamp'>

const KINDS: { weight: number; make: (random: SeededRandom) => Said }[] = [
  { weight: 8, make: (random) => track(random, ['Product Viewed', 'product_viewed'], single(random)) },
  { weight: 2, make: (random) => track(random, ['view_item'], { items: [ga4Item(random)] }) },
  { weight: 4, make: (random) => track(random, ['Product Added', 'product_added'], single(random)) },
  {
    weight: 1,
    make: (random) => track(random, ['add_to_cart'], { currency: 'EUR', items: [ga4Item(random)] }),
  },
  { weight: 2, make: (random) => track(random, ['productRemoved', 'product_removed'], single(random)) },
  { weight: 1, make: (random) => track(random, ['Added to Wishlist'], single(random)) },
  {
    weight: 1,
    make: (random) => track(random, ['cart_viewed', 'Checkout Started'], { products: lines(random) }),
  },
  { weight: 0.3, make: (random) => track(random, ['view_cart', 'cart_updated'], { products: [] }) },
  { weight: 0.3, make: (random) => track(random, ['checkout_started'], {}) },
  {
    weight: 1,
    make: (random) => track(random, ['products_searched', 'quiz_done'], { query: 'stivali', value: 3 }),
  },
  { weight: 2, make: () => ({ type: 'page', properties: { title: 'Home' } }) },
  { weight: 1, make: (random) => ({ type: 'identify', traits: traits(random) }) },
]

function track(random: SeededRandom, names: string[], properties: Record<string, unknown>): Said {
  return { type: 'track', event: random.pick(names), properties }
}

function lines(random: SeededRandom) {
  return Array.from({ length: random.integer(0, 3) }, () => single(random))
}

/** A product as Segment's vocabulary has it; often by its id alone, which the catalogue may know. */
export function single(random: SeededRandom): Record<string, unknown> {
  const product = random.pick(catalog)
  return {
    product_id: random.chance(0.1) ? 'unknown' : product.id,
    ...(random.chance(0.3) && { category: random.pick(['Shoes > Boots', product.category, 'sale/ Hats']) }),
    ...(random.chance(0.2) && { brand: product.brand }),
    ...(random.chance(0.6) && { price: random.integer(100, 20_000) / 100 }),
    ...(random.chance(0.3) && { currency: random.pick(['EUR', 'EUR', 'USD']) }),
    ...(random.chance(0.3) && { quantity: random.integer(1, 3) }),
    ...(random.chance(0.2) && { variant: random.pick(['red', 'blue']) }),
    ...(random.chance(0.1) && { size: '42' }),
  }
}

function ga4Item(random: SeededRandom): Record<string, unknown> {
  const product = random.pick(catalog)
  return {
    item_id: product.id,
    ...(random.chance(0.4) && {
      item_category: 'Shoes',
      ...(random.chance(0.5) && { item_category2: 'Boots' }),
    }),
    ...(random.chance(0.3) && { item_brand: product.brand }),
    price: random.integer(100, 9000) / 100,
    ...(random.chance(0.3) && { item_variant: 'red' }),
  }
}

function traits(random: SeededRandom): Record<string, unknown> {
  return {
    ...(random.chance(0.6) && { plan: random.pick(['gold', 'basic', '', null]) }),
    ...(random.chance(0.6) && { city: random.pick(['Roma', 'Kraków', null]) }),
    ...(random.chance(0.3) && { children: random.integer(0, 4) }),
  }
}

function origin(random: SeededRandom): Record<string, unknown> {
  return {
    ...(random.chance(0.7) && { campaign: { source: 'mail', medium: 'email', name: 'spring' } }),
    ...(random.chance(0.5) && { page: { referrer: 'https://search.example/find?q=boots' } }),
  }
}
