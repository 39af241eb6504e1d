import { decayed } from '../lib/decay.ts'
import { TREND_HALF_LIFE_MS } from './product-change.ts'
import type { ProductStatistics, StatisticsSnapshot } from './statistics-snapshot.ts'

/** A whole shop's statistics, ready to be read. */
export interface MergedStatistics {
  /** Decayed interest in a product; 0 = none known. */
  trend(id: string): number
  /** Products by decayed interest, most first. */
  trending(): readonly string[]
  /** What was looked at together with a product, weight falling. */
  together(id: string): readonly (readonly [id: string, weight: number])[]
  product(id: string): ProductStatistics | null
}

/**
 * Joins the snapshots of a shop's buckets. Trends are brought to the newest event of the whole shop, not to today:
 * a shop that slept, or an old log that was replayed, ranks as it did when it was last awake.
 */
export function shopStatistics(snapshots: readonly StatisticsSnapshot[]): MergedStatistics {
  const now = snapshots.reduce((newest, { asOf }) => Math.max(newest, asOf), 0)
  const products = new Map<string, ProductStatistics>()
  const together = new Map<string, [string, number][]>()
  for (const snapshot of snapshots) {
    const age = now - snapshot.asOf
    for (const [id, product] of Object.entries(snapshot.products)) {
      products.set(id, { ...product, trend: decayed(product.trend, age, TREND_HALF_LIFE_MS) })
    }
    for (const [id, others] of Object.entries(snapshot.together)) together.set(id, others)
  }
  const ranked = [...products].filter(([, { trend }]) => trend > 0).sort(byTrend)
  const ids = ranked.map(([id]) => id)
  return {
    trend: (id) => products.get(id)?.trend ?? 0,
    trending: () => ids,
    together: (id) => together.get(id) ?? [],
    product: (id) => products.get(id) ?? null,
  }
}

function byTrend(
  [a, { trend: x }]: [string, ProductStatistics],
  [b, { trend: y }]: [string, ProductStatistics],
): number {
  return y - x || (a < b ? -1 : 1)
}
