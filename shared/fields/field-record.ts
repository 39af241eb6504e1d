import {
  addEvents,
  addPerson,
  type FieldChange,
  MOST_PEOPLE,
  type PersonMark,
  SHARED_BY,
} from './field-change.ts'

/** What the catalogue keeps of one field. */
export interface FieldRecord extends Omit<FieldChange, 'values'> {
  /** Newest last. The text of a value is there only while {@link SHARED_BY} people or more are known to share it. */
  values: KnownValue[]
}

export interface KnownValue {
  /** Of the text, keyed by the catalogue: nothing that can be read back. */
  digest: number
  people: PersonMark[]
  text?: string
}

const MOST_VALUES = 12
const MOST_EXAMPLES = 3

export function newField({ path, firstAt, lastAt }: FieldChange): FieldRecord {
  return {
    path,
    firstAt,
    lastAt,
    types: 0,
    events: {},
    isTrusted: false,
    people: [],
    hasMore: false,
    values: [],
  }
}

/** Adds a change to what is known. `isPersonal`: the shop says so, and no value of it is ever an example. */
export function addChange(
  field: FieldRecord,
  change: FieldChange,
  { digest, isPersonal }: { digest: (text: string) => number; isPersonal: boolean },
): void {
  field.types |= change.types
  field.firstAt = Math.min(field.firstAt, change.firstAt)
  field.lastAt = Math.max(field.lastAt, change.lastAt)
  field.isTrusted ||= change.isTrusted
  field.hasMore ||= change.hasMore
  for (const [name, count] of Object.entries(change.events)) addEvents(field.events, name, count)
  for (const person of change.people) addPerson(field, person)
  if (isPersonal) field.values = []
  else for (const [text, people] of change.values) addValue(field, text, people, digest(text))
}

/** Takes a person out; false = nobody else had the field, so it goes too. An example that too few share loses its text. */
export function forgetIn(field: FieldRecord, person: PersonMark): boolean {
  const isNot = (mark: PersonMark) => mark !== person
  field.people = field.people.filter(isNot)
  field.values = field.values.flatMap(({ text, ...value }) => {
    const people = value.people.filter(isNot)
    if (people.length === 0) return []
    return [{ ...value, people, ...(text !== undefined && people.length >= SHARED_BY && { text }) }]
  })
  return field.people.length > 0 || field.hasMore
}

export function examplesOf({ values }: FieldRecord): string[] {
  return values.flatMap(({ text }) => text ?? []).slice(-MOST_EXAMPLES)
}

/** How many events had the field. */
export function seenIn({ events }: Pick<FieldRecord, 'events'>): number {
  return Object.values(events).reduce((sum, count) => sum + count, 0)
}

function addValue(field: FieldRecord, text: string, people: readonly PersonMark[], digest: number): void {
  let value = field.values.find((other) => other.digest === digest)
  if (!value) {
    if (field.values.length >= MOST_VALUES && !dropOldest(field)) return
    value = { digest, people: [] }
    field.values.push(value)
  }
  for (const person of people)
    if (!value.people.includes(person) && value.people.length < MOST_PEOPLE) value.people.push(person)
  if (value.people.length >= SHARED_BY) value.text = text
}

/** The oldest of those that are still somebody's own; false where all are shared. */
function dropOldest(field: FieldRecord): boolean {
  const at = field.values.findIndex(({ text }) => text === undefined)
  if (at < 0) return false
  field.values.splice(at, 1)
  return true
}
