import { COMPARATORS } from './comparators.ts'
import { type MatchField, readField } from './fields.ts'
import type { MatchRecord } from './record.ts'

/** Stands for "missing" among value numbers and levels. */
export const MISSING = -1

/** A field of all records: every distinct value once, and which of them each record has. */
export interface Column {
  field: MatchField
  values: string[]
  /** For each row the number of its value, or MISSING. */
  of: Int32Array
  /** For each value in how many rows it stands. */
  counts: number[]
  /** Rows with a value. */
  filled: number
}

export interface Table {
  /** Sorted by content: neither the order nor the ids of the records have any influence. */
  records: MatchRecord[]
  columns: Column[]
}

/** The records, ordered by what they say and read once. */
export function tableOf(records: readonly MatchRecord[], fields: readonly MatchField[]): Table {
  const read = records.map((record) => {
    const values = fields.map((field) => readField(field, record))
    return { record, values, content: `${values.join('\u0001')}\u0001${record.uniqueId ?? ''}` }
  })
  read.sort((a, b) => (a.content < b.content ? -1 : a.content > b.content ? 1 : 0))
  const columns = fields.map((field, f) =>
    columnOf(
      field,
      read.map((row) => row.values[f]),
    ),
  )
  return { records: read.map((row) => row.record), columns }
}

function columnOf(field: MatchField, texts: readonly (string | undefined)[]): Column {
  const numbers = new Map<string, number>()
  const column: Column = { field, values: [], of: new Int32Array(texts.length), counts: [], filled: 0 }
  for (const [row, text] of texts.entries()) {
    let number = MISSING
    if (text !== undefined) {
      number = numbers.get(text) ?? column.values.length
      if (number === column.values.length) {
        numbers.set(text, number)
        column.values.push(text)
        column.counts.push(0)
      }
      column.counts[number]! += 1
      column.filled += 1
    }
    column.of[row] = number
  }
  return column
}

export function levelsOf(column: Column): readonly string[] {
  return COMPARATORS[column.field.kind].levels
}
