import { blocksOf, candidatesOf } from './blocking.ts'
import { explain, type FieldEvidence } from './explain.ts'
import type { Matcher } from './matcher.ts'
import type { MatchRecord } from './record.ts'
import { bitsOfProbability, probabilityOfBits, rowScorer } from './score.ts'
import { tableOf } from './table.ts'

/** Probability from which two records are linked without asking. */
export const LINK_PROBABILITY = 0.999

/** Probability from which a human is asked. */
export const SUGGESTION_PROBABILITY = 0.9

export interface ScoredPair {
  /** Numbers of two records among `Matching.records`, the smaller first. */
  a: number
  b: number
  /** 2^bits to 1 are the odds that both are one person. */
  bits: number
  probability: number
  verdict: 'link' | 'suggestion'
}

export interface Matching {
  /** The records ordered by what they say: neither ids nor the order they came in matter. */
  records: readonly MatchRecord[]
  /** Links and suggestions, the surest first. */
  pairs: ScoredPair[]
  /** How many pairs were compared. */
  compared: number
  /** Bits for any two records, also those that are no candidates. */
  bits(a: number, b: number): number
  /** Why: what each field says, in words and bits. */
  evidence(a: number, b: number): FieldEvidence[]
}

export interface MatchOptions {
  onProgress?: (done: number, total: number) => void
}

/** Scores all pairs that share a block. Two different unique ids are never one person, whatever else agrees. */
export function matchRecords(
  records: readonly MatchRecord[],
  matcher: Matcher,
  { onProgress }: MatchOptions = {},
): Matching {
  const table = tableOf(records, matcher.fields)
  const scorer = rowScorer(table, matcher)
  const blocks = blocksOf(table)
  const lowest = bitsOfProbability(SUGGESTION_PROBABILITY)
  const pairs: ScoredPair[] = []
  let compared = 0
  for (let a = 0; a < table.records.length; a++) {
    candidatesOf(blocks, a, (b) => {
      compared += 1
      const bits = scorer.bits(a, b)
      if (bits >= lowest && !isConflict(table.records[a]!, table.records[b]!))
        pairs.push(scoredPair(a, b, bits))
    })
    onProgress?.(a + 1, table.records.length)
  }
  pairs.sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b)
  return {
    records: table.records,
    pairs,
    compared,
    bits: scorer.bits,
    evidence: (a, b) => explain(matcher, scorer.score(a, b)),
  }
}

function isConflict(a: MatchRecord, b: MatchRecord): boolean {
  return a.uniqueId !== undefined && b.uniqueId !== undefined && a.uniqueId !== b.uniqueId
}

function scoredPair(a: number, b: number, bits: number): ScoredPair {
  const probability = probabilityOfBits(bits)
  return { a, b, bits, probability, verdict: probability >= LINK_PROBABILITY ? 'link' : 'suggestion' }
}
