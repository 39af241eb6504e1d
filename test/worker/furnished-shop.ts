import { expect } from 'vitest'
import type { TestEdge, TestShop } from './harness.ts'

export const PRODUCTS = [
  product('boot-1', 'shoes/boots', 'Alpina'),
  product('boot-2', 'shoes/boots', 'Bergauf'),
  product('boot-3', 'shoes/boots', 'Corda'),
  product('boot-4', 'shoes/boots', 'Alpina'),
  product('shirt-1', 'clothes/shirts', 'Dente'),
  product('shirt-2', 'clothes/shirts', 'Eiger'),
]

/** Placements named after what they show; `recent`, `taste` and `boot-fans` show nothing to a stranger. */
export const CONFIG = {
  shop: { currency: 'EUR', timezone: 'Europe/Rome', languages: ['it', 'en'] },
  segments: {
    'boot-fans': {
      who: { did: 'product_viewed', where: { category: 'shoes/boots' }, times: { atLeast: 2 } },
    },
    gold: { who: { about: 'tier', is: 'gold' } },
  },
  recommendations: {
    recent: { use: ['recently-viewed'] },
    taste: { use: ['personal'], never: { viewed: true } },
    together: { use: ['viewed-together'] },
    popular: { use: ['trending'] },
  },
  placements: {
    recent: { shows: { recommendation: 'recent' } },
    taste: { shows: { recommendation: 'taste' } },
    together: { shows: { recommendation: 'together' } },
    popular: { shows: { recommendation: 'popular' } },
    fans: { shows: { campaigns: true } },
    hero: { shows: { campaigns: true }, otherwise: { content: 'autumn' } },
    plain: { shows: { content: 'autumn' } },
  },
  content: { autumn: { title: { it: 'Nuovi arrivi', en: 'New arrivals' }, link: '/new' } },
  campaigns: {
    'boots-10': {
      status: 'on',
      where: ['fans', 'hero'],
      who: { inSegment: 'boot-fans' },
      variants: { percent: { title: { it: '-10%', en: '10% off' }, link: '/boots' } },
    },
  },
} as const

/** A shop with a catalogue and a config, so that every kind of block has something to show. */
export async function furnishedShop(edge: TestEdge, config: object = CONFIG): Promise<TestShop> {
  const shop = await edge.createShop()
  const replies = await Promise.all([
    shop.server.put('/v1/catalog', { products: PRODUCTS }),
    shop.server.put('/v1/config', config, { 'if-none-match': '*' }),
  ])
  expect(replies.map(({ status, body }) => (status === 200 ? status : body))).toEqual([200, 200])
  return shop
}

function product(id: string, category: string, brand: string) {
  return {
    id,
    title: { it: `${id} (it)`, en: `${id} (en)` },
    url: `/p/${id}`,
    image: `/img/${id}.svg`,
    price: { amount: 9900, currency: 'EUR' },
    category,
    brand,
  }
}
