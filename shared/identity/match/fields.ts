import { COMPARATORS, type FieldKind } from './comparators.ts'
import type { MatchRecord } from './record.ts'

/** One thing known of a person, and the columns it is read from: the first that is filled counts. */
export interface MatchField {
  name: string
  kind: FieldKind
  columns: readonly string[]
  /** For a name that stands in one column with others: which of its words. */
  word?: 'first' | 'last'
}

/** Column names, in any of the usual spellings; the first pattern that fits decides. */
const NAMED: readonly [RegExp, FieldKind | 'fullName' | 'ignored'][] = [
  [/^(cluster|label|truth|entity|person)(_?id)?$/, 'ignored'],
  [/(soc|social)_?sec|^ssn$|national_?(id|number)|passport|tax_?(id|number)|^nhs|^nin$/, 'code'],
  [/(^|_)(id|uuid|guid|key|rowid|index)$/, 'ignored'],
  [/e_?mail/, 'email'],
  [/phone|mobile|^tel(_|$)|^cell/, 'phone'],
  [/^(full_?|complete_?|customer_?|contact_?)?name$|(first|given).*(and|last|sur)/, 'fullName'],
  [/(given|first|fore|christian)_?name$|^(given|first|forename)$/, 'givenName'],
  [/(sur|last|family)_?name$|^(surname|last)$/, 'surname'],
  [/birth_?da(te|y)|date_?of_?birth|^dob(_|$)|^born/, 'birthDate'],
  [/post_?(al_?)?code|^zip|^plz$/, 'postcode'],
  [/(street|house|building)_?(no|nr|num|number)$/, 'houseNumber'],
  [/address|^street|^road/, 'address'],
  [/suburb|city|town|village|place|locality/, 'place'],
  [/state|country|region|province|county/, 'region'],
  [/gender|^sex$|salutation|language/, 'category'],
]

const DATE = /^\s*(\d{4}[-/.]?\d{2}[-/.]?\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b/

/**
 * The fields to compare, recognised by the names of the columns and by what stands in them; `id` columns are no
 * evidence. A full name gives given name and surname where there are no columns of their own.
 */
export function recogniseFields(records: readonly MatchRecord[]): MatchField[] {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record.values)))].sort()
  const fields: MatchField[] = []
  const fullNames: string[] = []
  for (const column of columns) {
    const kind = kindOf(column, filled(records, column))
    if (kind === 'fullName') fullNames.push(column)
    else if (kind !== 'ignored') fields.push({ name: column.replaceAll('_', ' '), kind, columns: [column] })
  }
  const has = (kind: FieldKind) => fields.some((field) => field.kind === kind)
  if (fullNames.length > 0 && !has('givenName'))
    fields.push({ name: 'given name', kind: 'givenName', columns: fullNames, word: 'first' })
  if (fullNames.length > 0 && !has('surname'))
    fields.push({ name: 'surname', kind: 'surname', columns: fullNames, word: 'last' })
  return fields
}

function kindOf(column: string, texts: readonly string[]): FieldKind | 'fullName' | 'ignored' {
  if (texts.length === 0) return 'ignored'
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_')
  const named = NAMED.find(([pattern]) => pattern.test(name))?.[1]
  if (named) return named
  if (share(texts, (text) => /^[^@\s]+@[^@\s]+$/.test(text)) > 0.8) return 'email'
  if (share(texts, (text) => DATE.test(text)) > 0.9) return 'birthDate'
  if (new Set(texts).size <= Math.min(60, texts.length / 5)) return 'category'
  return share(texts, (text) => /\d/.test(text)) > 0.8 ? 'code' : 'text'
}

function filled(records: readonly MatchRecord[], column: string): string[] {
  return records.map((record) => record.values[column] ?? '').filter((text) => text.trim() !== '')
}

function share(texts: readonly string[], isTrue: (text: string) => boolean): number {
  return texts.filter(isTrue).length / texts.length
}

/** What a record says of a field, normalised; undefined = nothing. */
export function readField(field: MatchField, record: MatchRecord): string | undefined {
  const { read } = COMPARATORS[field.kind]
  for (const column of field.columns) {
    const text = record.values[column]
    if (!text) continue
    const value = field.word ? wordOf(field.word, read(text)) : read(text)
    if (value) return value
  }
  return undefined
}

function wordOf(word: 'first' | 'last', name: string | undefined): string | undefined {
  const words = (name ?? '').split(' ')
  if (word === 'first') return words[0]
  return words.length > 1 ? words.at(-1) : undefined
}
