import { restored } from '../csv/csv-line.ts'
import { type Columns, TRAIT_PREFIX } from './recognise.ts'
import { Refused } from './refused.ts'

/** One row of a file under the names of our fields; blank cells are not there: they say nothing. */
export interface ImportRow {
  line: number
  cells: Readonly<Record<string, string>>
  /** Columns that a mapping keeps as traits. */
  traits: Readonly<Record<string, string>>
}

/** The fields of a row; cells beyond the last column, and columns that go nowhere, are left out. */
export function rowOf(columns: Columns, cells: readonly string[], line: number): ImportRow {
  const fields: Record<string, string> = {}
  let traits: Record<string, string> | undefined
  for (let at = 0; at < columns.length; at += 1) {
    const to = columns[at]
    const text = cells[at]?.trim()
    if (!to || !text) continue
    if (to.startsWith(TRAIT_PREFIX)) {
      traits ??= {}
      traits[to.slice(TRAIT_PREFIX.length)] = restored(text)
    } else fields[to] = restored(text)
  }
  return { line, cells: fields, traits: traits ?? {} }
}

/** A cell that has to be there. */
export function needed({ cells }: ImportRow, field: string): string {
  const text = cells[field]
  if (text === undefined) throw new Refused(field, `\`${field}\` is blank and has to be there`)
  return text
}
