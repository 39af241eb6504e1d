import { lookupForms } from './lookup-forms.ts'
import type { Table } from './table.ts'

/** Rows of a block above which it is left out. */
const MAX_BLOCK = 80

/** Two numbers of values in one key. */
const WIDTH = 2 ** 26

/** Which rows stand in which block, in flat arrays: there are millions. */
export interface Blocks {
  rows: Int32Array
  /** Where the rows of each block begin; one more at the end. */
  starts: Int32Array
  /** For each row its blocks. */
  ofRow: Int32Array
  /** Where the blocks of each row begin; one more at the end. */
  rowStarts: Int32Array
  /** The last row each row was a candidate for. */
  seen: Int32Array
}

/**
 * Rows that share a form of one field, or forms of two, stand in a block; two rows are compared if any block holds
 * both (an OR of rules). A block of too many rows says too little and is left out: its rows meet in narrower ones.
 */
export function blocksOf(table: Table): Blocks {
  const count = table.records.length
  const rows: number[] = []
  const starts: number[] = []
  const addRule = (keysOf: (row: number) => readonly number[]) => {
    for (const group of groupsOf(count, keysOf)) {
      starts.push(rows.length)
      for (const row of group) rows.push(row)
    }
  }
  const forms = lookupForms(table)
  for (const [index, first] of forms.entries()) {
    addRule((row) => first.of[row]!)
    if (first.topic === 'name') addRule((row) => bothOf(first.of[row]!))
    for (const second of forms.slice(index + 1)) {
      if (second.topic !== first.topic) addRule((row) => productOf(first.of[row]!, second.of[row]!))
    }
  }
  starts.push(rows.length)
  return { ...byRow(rows, starts, count), seen: new Int32Array(count).fill(-1) }
}

/** Calls `visit` with the rows above `row` that stand in a block with it, each once. */
export function candidatesOf(blocks: Blocks, row: number, visit: (other: number) => void): void {
  const { rows, starts, ofRow, rowStarts, seen } = blocks
  for (let i = rowStarts[row]!; i < rowStarts[row + 1]!; i++) {
    const block = ofRow[i]!
    for (let j = starts[block + 1]! - 1; j >= starts[block]!; j--) {
      const other = rows[j]!
      if (other <= row) break
      if (seen[other] === row) continue
      seen[other] = row
      visit(other)
    }
  }
}

/** Rows by key, ascending; only groups that are worth comparing. */
function groupsOf(count: number, keysOf: (row: number) => readonly number[]): number[][] {
  const groups = new Map<number, number[]>()
  for (let row = 0; row < count; row++) {
    for (const key of keysOf(row)) {
      const group = groups.get(key)
      if (!group) groups.set(key, [row])
      else if (group.at(-1) !== row && group.length <= MAX_BLOCK) group.push(row)
    }
  }
  return [...groups.values()].filter((group) => group.length > 1 && group.length <= MAX_BLOCK)
}

function byRow(rows: readonly number[], starts: readonly number[], count: number): Omit<Blocks, 'seen'> {
  const rowStarts = new Int32Array(count + 1)
  for (const row of rows) rowStarts[row + 1]! += 1
  for (let row = 0; row < count; row++) rowStarts[row + 1]! += rowStarts[row]!
  const next = rowStarts.slice()
  const ofRow = new Int32Array(rows.length)
  for (let block = 0; block + 1 < starts.length; block++) {
    for (let i = starts[block]!; i < starts[block + 1]!; i++) ofRow[next[rows[i]!]!++] = block
  }
  return { rows: Int32Array.from(rows), starts: Int32Array.from(starts), ofRow, rowStarts }
}

function productOf(first: readonly number[], second: readonly number[]): number[] {
  return first.flatMap((a) => second.map((b) => a * WIDTH + b))
}

/** Given name and surname together, in whichever order. */
function bothOf(numbers: readonly number[]): number[] {
  if (numbers.length < 2) return []
  return [Math.min(...numbers) * WIDTH + Math.max(...numbers)]
}
