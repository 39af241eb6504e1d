import type { Patterns } from './patterns.ts'
import { MISSING } from './table.ts'

export interface Estimate {
  /** Probability that two records taken at random are one person (λ). */
  prior: number
  /** Probability that they are two people of one home. */
  homePrior: number
  /** For each field and level: its probability among pairs of one person. */
  m: number[][]
  /** The same among two people of one home. */
  home: number[][]
  /** For each field the share of homes where it agrees although it is a person's own: twins, namesakes. */
  kin: number[]
  /** The same as m among two strangers. */
  u: number[][]
}

export interface Evidence {
  /** Pairs that share a block: nearly all matches are among them. */
  candidates: Patterns
  /** Pairs taken at random: nearly all of them are strangers. */
  random: Patterns
  /** How many pairs the records form. */
  pairs: number
  levelCounts: readonly number[]
  /** For each field how people of one home agree in it. */
  atHome: readonly AtHome[]
}

/**
 * Shared; estimated, as records show it; just as one person does, so that it tells both from strangers alone; or as
 * strangers do, with this share of exact agreement on top.
 */
export type AtHome = 'shared' | 'resembling' | 'as one' | number

const MAX_ROUNDS = 200
const SETTLED = 1e-5

/** Pseudo-counts: a level never seen is improbable, not impossible. */
const SMOOTHING = 0.5

/** Matches assumed at first, and the weight that the first guess of m keeps: EM must not invent what is not there. */
const FEW = 20

/** What is a person's own differs in one person's records at most this often; else the class would be relatives. */
const MOST_DIFFERENT = 0.4

/**
 * Expectation maximisation after Fellegi and Sunter 1969 and Winkler 1988, fields independent given the class.
 * A third class beside "one person" and "strangers" holds people of one home, who share surname and address: with
 * two, families are what EM finds wherever they outnumber duplicates. Matches and homes are weighed among the
 * candidates, strangers among the random pairs, each pair by its own posterior, so that neither the blocking nor
 * matches in the random sample bias u. A missing value is neutral.
 */
export function estimate(evidence: Evidence): Estimate {
  const { candidates, random, pairs, levelCounts, atHome } = evidence
  const hasHome = atHome.filter((how) => how === 'shared').length > 1
  const start = 1 / Math.sqrt(Math.max(4, 2 * pairs))
  const strangers = frequencies(random, () => 1, levelCounts)
  let current: Estimate = {
    prior: Math.min(start, FEW / pairs),
    homePrior: hasHome ? start : 0,
    m: levelCounts.map(firstGuess),
    home: levelCounts.map((count, f) => firstGuessAtHome(strangers[f]!, count, atHome[f]!)),
    kin: atHome.map((how) => (typeof how === 'number' ? how : 0)),
    u: strangers,
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const posteriors = candidates.levels.map((levels) => classesOf(current, levels))
    const u = frequencies(random, (levels) => strangerShare(current, levels), levelCounts)
    const homes = frequencies(candidates, (_, i) => posteriors[i]!.home, levelCounts)
    const m = frequencies(candidates, (_, i) => posteriors[i]!.one, levelCounts, FEW).map(capped)
    const next: Estimate = {
      prior: shareOf('one', posteriors, evidence),
      homePrior: hasHome ? shareOf('home', posteriors, evidence) : 0,
      m,
      kin: current.kin,
      home: homes.map((home, f) =>
        typeof atHome[f] === 'number' ? u[f]! : atHome[f] === 'as one' ? m[f]! : home,
      ),
      u,
    }
    const change = Math.abs(Math.log(next.prior / current.prior)) + distance(next.m, current.m)
    current = next
    if (change < SETTLED) break
  }
  return current
}

interface Classes {
  one: number
  home: number
}

/** Probabilities that a pair with these levels is one person, or two of one home; the rest is strangers. */
export function classesOf(estimate: Estimate, levels: Int8Array): Classes {
  const { prior, homePrior, m, home, kin, u } = estimate
  const strangers = 1 - prior - homePrior
  let one = prior / strangers
  let together = homePrior / strangers
  let kinFields = 0
  let kinOdds = 1
  for (let f = 0; f < levels.length; f++) {
    const level = levels[f]!
    if (level === MISSING) continue
    one *= m[f]![level]! / u[f]![level]!
    together *= home[f]![level]! / u[f]![level]!
    if (level === 0 && kin[f]! > 0) {
      kinFields += 1
      kinOdds = 1 + kin[f]! / u[f]![0]!
    }
  }
  if (kinFields === 1) together *= kinOdds
  const all = 1 + one + together
  return { one: one / all, home: together / all }
}

function strangerShare(estimate: Estimate, levels: Int8Array): number {
  const { one, home } = classesOf(estimate, levels)
  return 1 - one - home
}

/** Expected pairs of a class among all pairs. */
function shareOf(of: keyof Classes, posteriors: readonly Classes[], { candidates, pairs }: Evidence): number {
  const sum = posteriors.reduce((total, classes, i) => total + classes[of] * candidates.counts[i]!, 0)
  return Math.min(0.4, Math.max(sum, 0.5) / Math.max(2, pairs))
}

/** Matches mostly agree: eight tenths exactly, the rest spread evenly. */
function firstGuess(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => (level === 0 ? 0.8 : 0.2 / (levels - 1)))
}

/** What resembles starts at any level but the exact one, which is a person's own. */
function firstGuessAtHome(strangers: readonly number[], levels: number, atHome: AtHome): number[] {
  if (atHome === 'shared' || atHome === 'as one') return firstGuess(levels)
  if (typeof atHome === 'number') return [...strangers]
  return Array.from({ length: levels }, (_, level) => (level === 0 ? 0.02 : 0.98 / (levels - 1)))
}

function capped(m: readonly number[]): number[] {
  const differs = m.at(-1)!
  if (differs <= MOST_DIFFERENT) return [...m]
  const rest = (1 - MOST_DIFFERENT) / (1 - differs)
  return m.map((value, level) => (level === m.length - 1 ? MOST_DIFFERENT : value * rest))
}

function frequencies(
  { levels, counts }: Patterns,
  weightOf: (levels: Int8Array, index: number) => number,
  levelCounts: readonly number[],
  guessed = 0,
): number[][] {
  const sums = levelCounts.map((count) => firstGuess(count).map((share) => SMOOTHING + guessed * share))
  for (const [i, pattern] of levels.entries()) {
    const weight = weightOf(pattern, i) * counts[i]!
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
