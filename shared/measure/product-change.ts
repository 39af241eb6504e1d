import { addScores, type DecayedScore } from './decayed-score.ts'
import type { ProductDelta } from './product-delta.ts'

const DAY_MS = 86_400_000

/** Interest in a product halves in three days: a shop window follows the week, not the season. */
export const TREND_HALF_LIFE_MS = 3 * DAY_MS
/** What goes together changes slowly. */
export const TOGETHER_HALF_LIFE_MS = 30 * DAY_MS

const TREND_WEIGHTS = { views: 1, carts: 3, ordered: 6 } as const

/** ISO 4217 for "no currency": money whose order named none is in the shop's own. */
export const NO_CURRENCY = 'XXX'

/** How often two products met, and how much of that still counts. */
export interface PairChange extends DecayedScore {
  other: string
  count: number
}

/** All that a stretch of deltas did to one product. Counts are exact and carry their sign. */
export interface ProductChange {
  product: string
  views: number
  carts: number
  ordered: number
  orderedVerified: number
  /** Minor units by currency, as pairs: a currency is whatever a sender wrote. */
  revenue: [currency: string, amount: number][]
  trend: DecayedScore
  together: PairChange[]
}

interface Sum extends Omit<ProductChange, 'revenue' | 'together'> {
  revenue: Map<string, number>
  together: Map<string, PairChange>
}

/** Sums deltas by product. A pair is one change for each of the two, because each may be counted elsewhere. */
export function productChanges(deltas: Iterable<ProductDelta>): ProductChange[] {
  const sums = new Map<string, Sum>()
  for (const delta of deltas) {
    add(sumOf(sums, delta.product), delta)
    for (const other of new Set(delta.viewedWith)) {
      if (other === delta.product) continue
      addPair(sumOf(sums, delta.product), other, delta.at)
      addPair(sumOf(sums, other), delta.product, delta.at)
    }
  }
  return [...sums.values()].map((sum) => ({
    ...sum,
    revenue: [...sum.revenue],
    together: [...sum.together.values()],
  }))
}

function sumOf(sums: Map<string, Sum>, product: string): Sum {
  const known = sums.get(product)
  if (known) return known
  const sum: Sum = {
    product,
    views: 0,
    carts: 0,
    ordered: 0,
    orderedVerified: 0,
    revenue: new Map(),
    trend: { score: 0, at: 0 },
    together: new Map(),
  }
  sums.set(product, sum)
  return sum
}

function add(sum: Sum, delta: ProductDelta): void {
  const { views = 0, carts = 0, ordered = 0, orderedVerified = 0, revenue = 0, at } = delta
  sum.views += views
  sum.carts += carts
  sum.ordered += ordered
  sum.orderedVerified += orderedVerified
  if (revenue !== 0) {
    const currency = delta.currency ?? NO_CURRENCY
    sum.revenue.set(currency, (sum.revenue.get(currency) ?? 0) + revenue)
  }
  const score = views * TREND_WEIGHTS.views + carts * TREND_WEIGHTS.carts + ordered * TREND_WEIGHTS.ordered
  if (score !== 0) sum.trend = addScores(sum.trend, { score, at }, TREND_HALF_LIFE_MS)
}

function addPair(sum: Sum, other: string, at: number): void {
  const known = sum.together.get(other) ?? { other, count: 0, score: 0, at }
  const score = addScores(known, { score: 1, at }, TOGETHER_HALF_LIFE_MS)
  sum.together.set(other, { other, count: known.count + 1, ...score })
}
