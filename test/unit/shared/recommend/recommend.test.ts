import { describe, expect, test } from 'vitest'
import { makeCatalog } from '../../../../shared/recommend/catalog.ts'
import { type RecommendationRules, recommend } from '../../../../shared/recommend/recommend.ts'
import { NO_TASTE, type RecommendContext, type Taste } from '../../../../shared/recommend/strategy.ts'
import type { Product } from '../../../../shared/schema/product.ts'

const DAY_MS = 86_400_000
const now = 1_000 * DAY_MS

function product(id: string, category: string, brand: string, more: Partial<Product> = {}): Product {
  return {
    id,
    title: id,
    url: `/${id}`,
    image: `/${id}.svg`,
    price: { amount: 100, currency: 'EUR' },
    category,
    brand,
    ...more,
  }
}

const catalog = makeCatalog([
  product('boot-1', 'shoes/boots', 'Alba'),
  product('boot-2', 'shoes/boots', 'Alba'),
  product('boot-3', 'shoes/boots', 'Corvo'),
  product('boot-sold-out', 'shoes/boots', 'Alba', { sizes: { '40': 0, '41': 0 } }),
  product('sneaker-1', 'shoes/sneakers', 'Corvo'),
  product('bag-1', 'bags', 'Lago'),
  product('bag-2', 'bags', 'Lago'),
])

const trends: Record<string, number> = {
  'bag-1': 9,
  'sneaker-1': 7,
  'boot-sold-out': 6,
  'boot-1': 5,
  'boot-2': 4,
  'boot-3': 3,
}
const together: Record<string, [string, number][]> = {
  'boot-1': [
    ['sneaker-1', 4],
    ['boot-2', 2],
  ],
  'bag-1': [['bag-2', 8]],
}
const statistics = {
  trend: (id: string) => trends[id] ?? 0,
  trending: () => Object.keys(trends),
  together: (id: string) => together[id] ?? [],
}

function context(taste: Partial<Taste> = {}, page: RecommendContext['page'] = {}): RecommendContext {
  return { catalog, statistics, taste: { ...NO_TASTE, ...taste }, page, now }
}

function ids(rules: RecommendationRules, world: RecommendContext, count = 3): string[] {
  return recommend(rules, world, { count }).map(({ product: { id } }) => id)
}

describe('strategies', () => {
  test.each<[string, string[], RecommendContext, string[], number?]>([
    [
      'trending: most interest first, sold out left out',
      ['trending'],
      context(),
      ['bag-1', 'sneaker-1', 'boot-1'],
    ],
    [
      'trending: within the category of the page',
      ['trending'],
      context({}, { category: 'shoes/boots' }),
      ['boot-1', 'boot-2', 'boot-3'],
    ],
    [
      'viewed together: neighbours of the page product',
      ['viewed-together'],
      context({}, { product: 'boot-1' }),
      ['sneaker-1', 'boot-2'],
    ],
    [
      'viewed together: neighbours of the last views',
      ['viewed-together'],
      context({ recentlyViewed: ['bag-1', 'boot-1'] }),
      ['bag-2', 'sneaker-1', 'boot-2'],
    ],
    [
      'recently viewed: not the page itself',
      ['recently-viewed'],
      context({ recentlyViewed: ['boot-1', 'bag-1'] }, { product: 'boot-1' }),
      ['bag-1'],
    ],
    ['personal: nobody known, nothing proposed', ['personal'], context(), []],
    [
      'personal: the deepest category and the brand',
      ['personal'],
      context({ categories: { shoes: 1, 'shoes/boots': 1 }, brands: { Corvo: 0.5 } }),
      ['boot-3', 'boot-1', 'boot-2'],
    ],
    [
      'personal: a category and the one above it propose a product once',
      ['personal'],
      context({ categories: { shoes: 0.6, 'shoes/boots': 0.9 } }),
      ['boot-1', 'boot-2', 'boot-3', 'sneaker-1'],
      9,
    ],
    [
      'personal: a neighbour of what was viewed comes before equal taste, and without any',
      ['personal'],
      context({ categories: { 'shoes/boots': 1 }, recentlyViewed: ['boot-1'] }),
      ['boot-2', 'boot-1', 'boot-3', 'sneaker-1'],
      9,
    ],
    [
      'the next strategy fills what the first leaves empty',
      ['viewed-together', 'trending'],
      context({}, { product: 'bag-1' }),
      ['bag-2', 'sneaker-1', 'boot-1'],
    ],
  ])('%s', (_name, use, world, expected, count = 3) => {
    expect(ids({ use }, world, count)).toEqual(expected)
  })
})

describe('rules', () => {
  const use = ['trending']
  test.each<[string, RecommendationRules, RecommendContext, string[]]>([
    [
      'never what was viewed',
      { use, never: { viewed: true } },
      context({ recentlyViewed: ['bag-1'] }),
      ['sneaker-1', 'boot-1', 'boot-2'],
    ],
    [
      'never what is in the cart',
      { use, never: { inCart: true } },
      context({ inCart: ['sneaker-1'] }),
      ['bag-1', 'boot-1', 'boot-2'],
    ],
    [
      'never what was bought lately',
      { use, never: { boughtWithinMs: 90 * DAY_MS } },
      context({ boughtAt: { 'bag-1': now - DAY_MS } }),
      ['sneaker-1', 'boot-1', 'boot-2'],
    ],
    [
      'bought long ago is fine',
      { use, never: { boughtWithinMs: 90 * DAY_MS } },
      context({ boughtAt: { 'bag-1': now - 91 * DAY_MS } }),
      ['bag-1', 'sneaker-1', 'boot-1'],
    ],
    [
      'never a category and what is beneath it',
      { use, never: { categories: ['shoes'] } },
      context(),
      ['bag-1'],
    ],
    [
      'only a category',
      { use, only: { categories: ['shoes/boots'] } },
      context(),
      ['boot-1', 'boot-2', 'boot-3'],
    ],
    ['at most so many of a brand', { use, perBrand: 1 }, context(), ['bag-1', 'sneaker-1', 'boot-1']],
  ])('%s', (_name, rules, world, expected) => {
    expect(ids(rules, world)).toEqual(expected)
  })

  test('what another block shows is taken', () => {
    const shown = recommend({ use }, context(), { count: 1, taken: new Set(['bag-1']) })
    expect(shown.map(({ product: { id } }) => id)).toEqual(['sneaker-1'])
  })
})
