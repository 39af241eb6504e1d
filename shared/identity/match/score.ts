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

export interface PairScore {
  /** In the order of the fields; undefined = either row says nothing. */
  fields: (FieldScore | undefined)[]
  /** ≤ 0: what agrees might as well be two people of one home. */
  home: number
}

/** How much speaks for two rows being one person. */
export interface RowScorer {
  /** Odds of one person are 2^bits to 1, the prior among them. */
  bits(a: number, b: number): number
  score(a: number, b: number): PairScore
}

/**
 * Match weight M = log₂(λ/λᵤ) + Σ log₂(mᵢ/uᵢ) − log₂(1 + λₕ/λᵤ · Π hᵢ/uᵢ): for one person, against strangers, and
 * against two people of one home. Where the values are the same, uᵢ is moved from the average agreement of its level
 * to the frequency of this value (Winkler's frequency-based matching); a home shares its rare values too.
 */
export function rowScorer(table: Table, { estimate, meanFrequency }: Matcher): RowScorer {
  const { columns } = table
  const { u, m, home, kin } = estimate
  const compare = rowComparison(table)
  const levels = new Int8Array(columns.length)
  const weights = m.map((of, f) => of.map((value, level) => Math.log2(value / u[f]![level]!)))
  const homeWeights = home.map((of, f) => of.map((value, level) => Math.log2(value / u[f]![level]!)))
  const isShared = home.map((of, f) => of.some((value, level) => value !== u[f]![level]))
  const strangers = 1 - estimate.prior - estimate.homePrior
  const base = Math.log2(estimate.prior / strangers)
  const homeBase = Math.log2(estimate.homePrior / strangers)

  const rarityOf = (f: number, a: number, b: number): number => {
    const { of, counts, filled } = columns[f]!
    const mean = of[a] === of[b] ? meanFrequency[f]![levels[f]!]! : 0
    return mean === 0 ? 0 : Math.log2((mean * filled) / counts[of[a]!]!)
  }

  const sum = (a: number, b: number, fields?: (FieldScore | undefined)[]) => {
    compare(a, b, levels)
    let one = base
    let together = homeBase
    let kinFields = 0
    let kinBits = 0
    for (let f = 0; f < levels.length; f++) {
      const level = levels[f]!
      if (level === MISSING) continue
      const rarity = rarityOf(f, a, b)
      const bits = weights[f]![level]!
      one += bits + rarity
      if (isShared[f]) together += homeWeights[f]![level]! + rarity
      else if (level === 0 && kin[f]! > 0) {
        kinFields += 1
        kinBits = Math.log2(1 + (kin[f]! / u[f]![0]!) * 2 ** rarity)
      }
      if (fields) fields[f] = { level, bits, rarity }
    }
    // Twins have other names, namesakes other birthdays: both agreeing is one person.
    if (kinFields === 1) together += kinBits
    return { one, home: -Math.log2(1 + 2 ** together) }
  }

  return {
    bits(a, b) {
      const { one, home } = sum(a, b)
      return one + home
    },
    score(a, b) {
      const fields = columns.map((): FieldScore | undefined => undefined)
      return { home: sum(a, b, fields).home, fields }
    },
  }
}

export function probabilityOfBits(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

export function bitsOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability))
}
