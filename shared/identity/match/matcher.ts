import { blocksOf, candidatesOf } from './blocking.ts'
import { AT_HOME, COMPARATORS } from './comparators.ts'
import { type Estimate, estimate } from './estimate.ts'
import { type MatchField, recogniseFields } from './fields.ts'
import { rowComparison } from './levels.ts'
import { type Patterns, patternCounter } from './patterns.ts'
import type { MatchRecord } from './record.ts'
import { type Column, levelsOf, type Table, tableOf } from './table.ts'

/** What was learned from records: plain data, without any value of theirs. */
export interface Matcher {
  fields: MatchField[]
  estimate: Estimate
  /** For each field and level: how frequent the values are that agree in it, on average; 0 = values that differ. */
  meanFrequency: number[][]
}

export interface TrainOptions {
  /** Uniform in [0, 1): picks the random pairs. */
  random: () => number
  /** Absent = recognised from the records. */
  fields?: MatchField[]
  /** How many pairs to draw. Absent = a million. */
  randomPairs?: number
  onProgress?: (done: number, total: number) => void
}

const RANDOM_PAIRS = 1_000_000

/** Learns what agreement and difference are worth in these records, without being told who is who. */
export function trainMatcher(records: readonly MatchRecord[], options: TrainOptions): Matcher {
  const fields = options.fields ?? recogniseFields(records)
  const table = tableOf(records, fields)
  const levelCounts = table.columns.map((column) => levelsOf(column).length)
  const count = table.records.length
  const learned = estimate({
    candidates: candidatePatterns(table, levelCounts, options),
    random: randomPatterns(table, levelCounts, options),
    pairs: (count * (count - 1)) / 2,
    levelCounts,
    atHome: fields.map((field) => AT_HOME[field.kind]),
  })
  return { fields, estimate: learned, meanFrequency: table.columns.map(meanFrequencies) }
}

function candidatePatterns(table: Table, levelCounts: number[], { onProgress }: TrainOptions): Patterns {
  const { patterns, add } = pairCounter(table, levelCounts)
  const blocks = blocksOf(table)
  for (let row = 0; row < table.records.length; row++) {
    candidatesOf(blocks, row, (other) => add(row, other))
    onProgress?.(row + 1, table.records.length)
  }
  return patterns
}

/** Every pair of a small table; of a large one, pairs drawn at random. */
function randomPatterns(
  table: Table,
  levelCounts: number[],
  { random, randomPairs = RANDOM_PAIRS }: TrainOptions,
): Patterns {
  const { patterns, add } = pairCounter(table, levelCounts)
  const count = table.records.length
  if ((count * (count - 1)) / 2 <= randomPairs) {
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) add(a, b)
    return patterns
  }
  for (let i = 0; i < randomPairs; i++) {
    const a = Math.floor(random() * count)
    const b = Math.floor(random() * (count - 1))
    add(a, b < a ? b : b + 1)
  }
  return patterns
}

function pairCounter(table: Table, levelCounts: readonly number[]) {
  const compare = rowComparison(table)
  const counter = patternCounter(levelCounts)
  const levels = new Int8Array(levelCounts.length)
  const add = (a: number, b: number) => {
    compare(a, b, levels)
    counter.add(levels)
  }
  return { patterns: counter.patterns, add }
}

/** Σf² / Σf over the values that agree with themselves in each level: the frequency an average agreement has. */
function meanFrequencies({ field, values, counts, filled }: Column): number[] {
  const { compare, levels } = COMPARATORS[field.kind]
  const sums = levels.map(() => ({ f: 0, f2: 0 }))
  for (const [i, value] of values.entries()) {
    const frequency = counts[i]! / filled
    const sum = sums[compare(value, value)]!
    sum.f += frequency
    sum.f2 += frequency ** 2
  }
  return sums.map(({ f, f2 }) => (f === 0 ? 0 : f2 / f))
}
