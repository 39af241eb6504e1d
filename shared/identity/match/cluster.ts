import { LINK_PROBABILITY, type Matching, SUGGESTION_PROBABILITY } from './match-records.ts'
import type { MatchRecord } from './record.ts'
import { bitsOfProbability } from './score.ts'

export interface ClusterOptions {
  /** Records of a cluster at most. Absent = any number. */
  maxSize?: number
}

interface Cluster {
  rows: number[]
  uniqueId: string | undefined
}

/** A single comparison counts this many bits at most, either way: one field gone wrong must not decide alone. */
const MOST_BITS = 20

/** Pairs of suggestion strength that together may do what a link does alone. */
const CORROBORATION = 2

/**
 * Records joined into people, pairs taken from the surest on. A chain of links is not enough: two clusters are joined
 * only if, over all pairs between them, more speaks for than against (mean of the bits ≥ 0). A suggestion joins only
 * if another one supports it: alone it is a question for a human. Records of two unique ids never meet.
 */
export function clusterPairs(matching: Matching, options: ClusterOptions = {}): MatchRecord[][] {
  const clusterOf = matching.records.map(({ uniqueId }, row): Cluster => ({ rows: [row], uniqueId }))
  for (const pair of matching.pairs) {
    const [first, second] = [clusterOf[pair.a]!, clusterOf[pair.b]!]
    if (first === second) continue
    if (first.rows.length + second.rows.length > (options.maxSize ?? Number.POSITIVE_INFINITY)) continue
    if (first.uniqueId !== undefined && second.uniqueId !== undefined && first.uniqueId !== second.uniqueId)
      continue
    if (!isCoherent(pair.probability >= LINK_PROBABILITY, first.rows, second.rows, matching)) continue
    const [kept, dissolved] = first.rows.length >= second.rows.length ? [first, second] : [second, first]
    for (const row of dissolved.rows) clusterOf[row] = kept
    kept.rows.push(...dissolved.rows)
    kept.uniqueId ??= dissolved.uniqueId
  }
  return [...new Set(clusterOf)].map(({ rows }) => rows.map((row) => matching.records[row]!))
}

function isCoherent(
  isLink: boolean,
  first: readonly number[],
  second: readonly number[],
  matching: Matching,
): boolean {
  const suggested = bitsOfProbability(SUGGESTION_PROBABILITY)
  let sum = 0
  let supporting = 0
  for (const a of first) {
    for (const b of second) {
      const bits = matching.bits(a, b)
      if (bits >= suggested) supporting += 1
      sum += Math.max(-MOST_BITS, Math.min(MOST_BITS, bits))
    }
  }
  const mean = sum / (first.length * second.length)
  return isLink ? mean >= 0 : mean >= 0 && supporting >= CORROBORATION
}
