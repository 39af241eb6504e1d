import { EMAIL_BY_NAME } from './comparators/email.ts'
import { NAME_SLIP, NAME_SWAPPED } from './comparators/name.ts'
import { COMPARATORS } from './comparators.ts'
import { MISSING, type Table } from './table.ts'

/** Writes the level of every field of two rows into `out`: MISSING where either says nothing. */
export type CompareRows = (a: number, b: number, out: Int8Array) => void

/** Compares rows of a table field by field; given name and surname also crosswise, if they do not agree straight. */
export function rowComparison({ columns }: Table): CompareRows {
  const fields = columns.map(({ of, values, field }) => ({ of, values, ...COMPARATORS[field.kind] }))
  const given = columns.findIndex((column) => column.field.kind === 'givenName')
  const surname = columns.findIndex((column) => column.field.kind === 'surname')
  const email = columns.findIndex((column) => column.field.kind === 'email')

  const levelOf = (a: number, b: number, fieldA: number, fieldB: number): number => {
    const [first, second] = [fields[fieldA]!, fields[fieldB]!]
    const valueA = first.of[a]!
    const valueB = second.of[b]!
    if (valueA === MISSING || valueB === MISSING) return MISSING
    return first.compare(first.values[valueA]!, second.values[valueB]!)
  }

  return (a, b, out) => {
    for (let f = 0; f < fields.length; f++) out[f] = levelOf(a, b, f, f)
    if (given < 0 || surname < 0) return
    const isNamed = isSame(out[given]!) || isSame(out[surname]!)
    // An address made of the name says nothing more once the name agrees.
    if (email >= 0 && isNamed && EMAIL_BY_NAME.has(out[email]!)) out[email] = MISSING
    if (isNamed) return
    const first = levelOf(a, b, given, surname)
    const last = levelOf(a, b, surname, given)
    // One may be missing, not both; neither may differ.
    if (!isSame(first) && (first !== MISSING || !isSame(last))) return
    if (!isSame(last) && last !== MISSING) return
    out[given] = first === MISSING ? MISSING : NAME_SWAPPED
    out[surname] = last === MISSING ? MISSING : NAME_SWAPPED
  }
}

function isSame(level: number): boolean {
  return level !== MISSING && level <= NAME_SLIP
}
