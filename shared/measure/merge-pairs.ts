import { addScores, scoreAt } from './decayed-score.ts'
import { type PairChange, TOGETHER_HALF_LIFE_MS } from './product-change.ts'

/** More neighbours than any block shows; the weakest make room. */
export const MAX_PAIRS = 100

/** A product's neighbours with a change added, strongest first, at most {@link MAX_PAIRS} of them. */
export function mergePairs(known: readonly PairChange[], change: readonly PairChange[]): PairChange[] {
  const pairs = new Map(known.map((pair) => [pair.other, pair]))
  for (const pair of change) {
    const before = pairs.get(pair.other)
    pairs.set(
      pair.other,
      before
        ? {
            other: pair.other,
            count: before.count + pair.count,
            ...addScores(before, pair, TOGETHER_HALF_LIFE_MS),
          }
        : pair,
    )
  }
  return byWeight([...pairs.values()]).slice(0, MAX_PAIRS)
}

/** Compared at the newest moment among them, so that the order depends on nothing but the pairs. */
function byWeight(pairs: PairChange[]): PairChange[] {
  const now = pairs.reduce((newest, { at }) => Math.max(newest, at), 0)
  const weight = new Map(pairs.map((pair) => [pair, scoreAt(pair, now, TOGETHER_HALF_LIFE_MS)]))
  return pairs.sort((a, b) => weight.get(b)! - weight.get(a)! || (a.other < b.other ? -1 : 1))
}
