import { rowComparison } from './levels.ts'
import type { Matcher } from './matcher.ts'
import { MISSING, type Table } from './table.ts'

/** What one field says about two rows. */
export interface FieldScore {
  level: number
  /** log₂(m/u) of the level. */
  bits: number
  /** More for a rare value that agrees, less for a common one. */
  rarity: number
}

/** How much speaks for two rows being one person: odds are 2^bits to 1, the prior among them. */
export interface RowScorer {
  bits(a: number, b: number): number
  /** Undefined = either row says nothing of the field. */
  fields(a: number, b: number): (FieldScore | undefined)[]
}

/**
 * Match weight M = log₂(λ/(1−λ)) + Σ log₂(mᵢ/uᵢ). Where the values are the same, uᵢ is moved from the average agreement
 * of its level to the frequency of this value (Winkler's frequency-based matching).
 */
export function rowScorer(table: Table, { estimate, meanFrequency }: Matcher): RowScorer {
  const { columns } = table
  const compare = rowComparison(table)
  const levels = new Int8Array(columns.length)
  const weights = estimate.m.map((m, f) => m.map((value, level) => Math.log2(value / estimate.u[f]![level]!)))
  const base = Math.log2(estimate.prior / (1 - estimate.prior))
  const rarityOf = (f: number, a: number, b: number): number => {
    const { of, counts, filled } = columns[f]!
    const mean = of[a] === of[b] ? meanFrequency[f]![levels[f]!]! : 0
    return mean === 0 ? 0 : Math.log2((mean * filled) / counts[of[a]!]!)
  }
  return {
    bits(a, b) {
      compare(a, b, levels)
      let sum = base
      for (let f = 0; f < levels.length; f++) {
        if (levels[f] !== MISSING) sum += weights[f]![levels[f]!]! + rarityOf(f, a, b)
      }
      return sum
    },
    fields(a, b) {
      compare(a, b, levels)
      return Array.from(levels, (level, f) =>
        level === MISSING ? undefined : { level, bits: weights[f]![level]!, rarity: rarityOf(f, a, b) },
      )
    },
  }
}

export function probabilityOfBits(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

export function bitsOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability))
}
