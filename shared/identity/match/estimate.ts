import type { Patterns } from './patterns.ts'
import { MISSING } from './table.ts'

export interface Estimate {
  /** Probability that two records taken at random are one person (λ). */
  prior: number
  /** For each field and level: its probability among pairs of one person. */
  m: number[][]
  /** For each field and level: its probability among pairs of two people. */
  u: number[][]
}

export interface Evidence {
  /** Pairs that share a block: nearly all matches are among them. */
  candidates: Patterns
  /** Pairs taken at random: nearly all of them are two people. */
  random: Patterns
  /** How many pairs the records form. */
  pairs: number
  levelCounts: readonly number[]
}

const MAX_ROUNDS = 100
const SETTLED = 1e-5

/** Pseudo-counts: a level never seen is improbable, not impossible. */
const SMOOTHING = 0.5

/**
 * Expectation maximisation after Fellegi and Sunter 1969 and Winkler 1988, fields independent given the truth.
 * Matches are weighed among the candidates (m, λ), non-matches among the random pairs (u), each pair by its own
 * posterior: neither the blocking nor matches in the random sample bias u. A missing value is neutral.
 */
export function estimate(evidence: Evidence): Estimate {
  const { candidates, random, pairs, levelCounts } = evidence
  let current: Estimate = {
    prior: 1 / Math.sqrt(Math.max(4, 2 * pairs)),
    m: levelCounts.map(firstGuess),
    u: frequencies(random, () => 1, levelCounts),
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const posterior = (levels: Int8Array) => probabilityOf(current, levels)
    const matches = candidates.levels.reduce(
      (sum, levels, i) => sum + posterior(levels) * candidates.counts[i]!,
      0,
    )
    const next: Estimate = {
      prior: Math.min(0.5, Math.max(matches, 0.5) / Math.max(1, pairs)),
      m: frequencies(candidates, posterior, levelCounts),
      u: frequencies(random, (levels) => 1 - posterior(levels), levelCounts),
    }
    const change = Math.abs(Math.log(next.prior / current.prior)) + distance(next.m, current.m)
    current = next
    if (change < SETTLED) break
  }
  return current
}

/** Probability that a pair with these levels is one person. */
export function probabilityOf({ prior, m, u }: Estimate, levels: Int8Array): number {
  let odds = prior / (1 - prior)
  for (let f = 0; f < levels.length; f++) {
    const level = levels[f]!
    if (level !== MISSING) odds *= m[f]![level]! / u[f]![level]!
  }
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)
}

/** Matches mostly agree: nine tenths exactly, the rest spread evenly. */
function firstGuess(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => (level === 0 ? 0.8 : 0.2 / (levels - 1)))
}

function frequencies(
  { levels, counts }: Patterns,
  weightOf: (levels: Int8Array) => number,
  levelCounts: readonly number[],
): number[][] {
  const sums = levelCounts.map((count) => new Array<number>(count).fill(SMOOTHING))
  for (const [i, pattern] of levels.entries()) {
    const weight = weightOf(pattern) * counts[i]!
    for (let f = 0; f < pattern.length; f++) if (pattern[f] !== MISSING) sums[f]![pattern[f]!]! += weight
  }
  return sums.map((field) => {
    const total = field.reduce((sum, weight) => sum + weight, 0)
    return field.map((weight) => weight / total)
  })
}

function distance(a: readonly number[][], b: readonly number[][]): number {
  return Math.max(...a.map((field, f) => Math.max(...field.map((value, l) => Math.abs(value - b[f]![l]!)))))
}
