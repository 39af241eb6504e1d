import { COMPARATORS } from './comparators.ts'
import type { MatchField } from './fields.ts'
import { MISSING, type Table } from './table.ts'

/** A coarse form of a field under which rows are looked up: "Soundex of a name", "year of birth". */
export interface LookupForm {
  /** Forms of one topic say the same: they are not combined. */
  topic: string
  /** For each row the numbers of its forms: none, one, or two names. */
  of: readonly (readonly number[])[]
}

/** All forms of all fields, as their comparators tell them. */
export function lookupForms({ columns, records }: Table): LookupForm[] {
  const forms = new Map<string, { topic: string; of: number[][]; numbers: Map<string, number> }>()
  for (const { field, values, of } of columns) {
    const topic = topicOf(field)
    const keys = values.map((value) => COMPARATORS[field.kind].keys(value))
    for (let row = 0; row < records.length; row++) {
      if (of[row] === MISSING) continue
      for (const [index, key] of keys[of[row]!]!.entries()) {
        const name = `${topic} ${index}`
        const form = forms.get(name) ?? { topic, of: records.map((): number[] => []), numbers: new Map() }
        forms.set(name, form)
        const number = form.numbers.get(key) ?? form.numbers.size
        form.numbers.set(key, number)
        form.of[row]!.push(number)
      }
    }
  }
  return [...forms.values()]
}

/** Given name and surname are one topic, 'name': they are mistaken for one another. */
function topicOf({ kind, name }: MatchField): string {
  return kind === 'givenName' || kind === 'surname' ? 'name' : `field ${name}`
}
