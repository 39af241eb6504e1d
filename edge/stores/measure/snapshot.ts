import { scoreAt } from '../../../shared/measure/decayed-score.ts'
import { TOGETHER_HALF_LIFE_MS, TREND_HALF_LIFE_MS } from '../../../shared/measure/product-change.ts'
import type { StatisticsSnapshot } from '../../../shared/measure/statistics-snapshot.ts'
import type { CountedProduct } from './contract.ts'

/** Neighbours a Worker keeps in memory per product. */
const PAIRS_SHOWN = 30

/**
 * A bucket as Workers read it. Decayed numbers belong to `asOf`, the newest event in it, and are cut to four
 * digits: they only rank, and every Worker holds them in memory.
 */
export function snapshotOf(products: Iterable<CountedProduct>, asOf: number, at: number): StatisticsSnapshot {
  const shown: [string, StatisticsSnapshot['products'][string]][] = []
  const together: [string, [string, number][]][] = []
  for (const { product, trend, together: pairs, ...counts } of products) {
    shown.push([product, { ...counts, trend: fourDigits(scoreAt(trend, asOf, TREND_HALF_LIFE_MS)) }])
    if (pairs.length === 0) continue
    const weights = pairs.map((pair): [string, number] => [
      pair.other,
      scoreAt(pair, asOf, TOGETHER_HALF_LIFE_MS),
    ])
    const strongest = weights.sort((a, b) => b[1] - a[1]).slice(0, PAIRS_SHOWN)
    together.push([product, strongest.map(([other, weight]) => [other, fourDigits(weight)])])
  }
  return { version: 1, at, asOf, products: Object.fromEntries(shown), together: Object.fromEntries(together) }
}

function fourDigits(value: number): number {
  return Number(value.toPrecision(4))
}
