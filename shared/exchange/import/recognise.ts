import { headerKey } from './fields/field.ts'
import { FIELDS_OF } from './fields/fields-of.ts'
import { IMPORT_KINDS, type ImportKind } from './kinds.ts'

/** Where a file's columns go: per column, in the file's order, the field's name; null = ignored. */
export type Columns = readonly (string | null)[]

/** What a mapping says of columns: the file's name → a field's name, `trait:<name>` to keep it as one, null to ignore. */
export type ColumnWords = Readonly<Record<string, string | null>>

/** Traits that no field is for are kept under this. */
export const TRAIT_PREFIX = 'trait:'

/** Where the columns of a file of this kind go. A mapping's word comes first; of two columns for one field, the one whose name comes first among the field's aliases. */
export function columnsOf(kind: ImportKind, header: readonly string[], words: ColumnWords = {}): Columns {
  const keys = header.map(headerKey)
  const stated = new Map(Object.entries(words).map(([column, to]) => [headerKey(column), to]))
  const columns = keys.map((key): string | null | undefined => stated.get(key))
  const isTaken = new Set(columns.filter((to) => typeof to === 'string'))
  for (const { name, aliases } of FIELDS_OF[kind]) {
    if (isTaken.has(name)) continue
    const at = aliases
      .map((alias) => keys.findIndex((key, i) => key === alias && columns[i] === undefined))
      .find((i) => i >= 0)
    if (at !== undefined) columns[at] = name
  }
  return columns.map((to) => to ?? null)
}

/** The fields that a file of this kind cannot do without and has no column for. */
export function missingFields(kind: ImportKind, columns: Columns): string[] {
  const needed = FIELDS_OF[kind].filter(({ isNeeded, name }) => isNeeded && !columns.includes(name))
  return needed.map(({ name }) => name)
}

/** A field's other names, for saying what a column could have been called. */
export function aliasesOf(kind: ImportKind, name: string): readonly string[] {
  return FIELDS_OF[kind].find((field) => field.name === name)?.aliases ?? []
}

/** A mapping's field that this kind does not have; undefined = all are known. */
export function unknownField(kind: ImportKind, words: ColumnWords): string | undefined {
  const known = new Set(FIELDS_OF[kind].map(({ name }) => name))
  return (
    Object.values(words).find((to) => to !== null && !known.has(to) && !to.startsWith(TRAIT_PREFIX)) ??
    undefined
  )
}

/**
 * What kind of file this is, by its columns: the kind that finds most of what tells it apart, its needed fields
 * among them. Undefined where none does, or two do as well.
 */
export function recogniseKind(header: readonly string[]): ImportKind | undefined {
  const scored = IMPORT_KINDS.map((kind) => ({ kind, score: scoreOf(kind, header) })).sort(
    (a, b) => b.score - a.score,
  )
  const [first, second] = scored
  return first && first.score > 0 && first.score > (second?.score ?? 0) ? first.kind : undefined
}

/** A telling column is worth three others. */
function scoreOf(kind: ImportKind, header: readonly string[]): number {
  const columns = columnsOf(kind, header)
  if (missingFields(kind, columns).length > 0) return 0
  const fields = FIELDS_OF[kind].filter(({ name }) => columns.includes(name))
  const hasTelling = kind === 'contacts' || kind === 'notes' || fields.some(({ isTelling }) => isTelling)
  return hasTelling ? fields.reduce((sum, { isTelling }) => sum + (isTelling ? 3 : 1), 0) : 0
}
