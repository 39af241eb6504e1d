import type { Product } from '../../shared/schema/product.ts'

export const PRODUCTS = 1000
const CATEGORIES = [
  'shoes/boots',
  'shoes/sneakers',
  'shoes/sandals',
  'clothing/coats',
  'clothing/shirts',
  'bags',
]
const BRANDS = 25

export function productId(index: number): string {
  return `product-${index % PRODUCTS}`
}

export function categoryOf(index: number): string {
  return CATEGORIES[index % CATEGORIES.length]!
}

/** A shop of a thousand products. */
export function benchCatalog(): Product[] {
  return Array.from({ length: PRODUCTS }, (_, index) => ({
    id: productId(index),
    title: { it: `Prodotto ${index}`, pl: `Produkt ${index}`, en: `Product ${index}` },
    url: `/p/${productId(index)}`,
    image: `/pictures/${productId(index)}.svg`,
    price: { amount: 1990 + 10 * index, currency: 'EUR' },
    brand: `Brand ${index % BRANDS}`,
    category: categoryOf(index),
    stock: 50,
    rating: 4.2,
    reviews: 12,
  }))
}

/** Twenty segments of every kind that a shop writes, and one placement of ten products. */
export function benchConfig(): string {
  const viewed = CATEGORIES.map((category, index) => [
    `viewed-${index}`,
    { did: 'product_viewed', where: { category }, times: { atLeast: 3 + index }, within: '14d' },
  ])
  const loves = CATEGORIES.map((category, index) => [
    `loves-${index}`,
    { about: 'affinity', of: { category }, atLeast: 0.1 },
  ])
  const others = Object.entries({
    customers: { about: 'order_count', atLeast: 1 },
    'big-spenders': { did: 'order_completed', total: { of: 'revenue', atLeast: 300 }, within: '1y' },
    'full-cart': { about: 'cart_value', atLeast: 40 },
    searchers: { did: 'products_searched', times: { atLeast: 2 }, within: '7d' },
    undecided: { all: [{ inSegment: 'viewed-0' }, { didNot: 'order_completed', within: '14d' }] },
    known: { consent: 'personalization' },
    mobile: { about: 'device', is: 'mobile' },
    either: { any: [{ inSegment: 'viewed-1' }, { inSegment: 'viewed-2' }, { notInSegment: 'customers' }] },
  })
  const segments = [...viewed, ...loves, ...others].map(([name, who]) => [name, { who }])
  return JSON.stringify({
    shop: { currency: 'EUR', timezone: 'Europe/Rome', languages: ['it', 'pl', 'en'] },
    segments: Object.fromEntries(segments),
    recommendations: {
      'for-you': {
        use: ['personal', 'viewed-together', 'trending'],
        never: { inCart: true, boughtWithin: '90d' },
      },
    },
    placements: { home: { page: 'home', shows: { recommendation: 'for-you' }, items: 10 } },
  })
}
