import type { FieldNote } from './field-notes.ts'
import { isPersonalKey } from './personal.ts'

/** Stands for a person in the catalogue: enough to tell a few people apart and to forget one. */
export type PersonMark = number

/** What many notes say of one field; changes of one field add up to one. */
export interface FieldChange {
  path: string
  types: number
  /** Events that had it, by the name of the event. */
  events: Record<string, number>
  firstAt: number
  lastAt: number
  isTrusted: boolean
  /** Some of the people who had it, at most {@link MOST_PEOPLE}. */
  people: PersonMark[]
  /** There were others besides. */
  hasMore: boolean
  /** Values that may become examples, with some of the people who had them. */
  values: [text: string, people: PersonMark[]][]
}

export interface FieldChanges {
  /** All events that were looked at, by name, with some of the people. */
  events: Record<string, { count: number; people: PersonMark[]; hasMore: boolean }>
  fields: FieldChange[]
  /** Fields that had no room anywhere. */
  left: number
}

/** A field or value that so many people have is nobody's own; fewer are all known, so that each can be forgotten. */
export const SHARED_BY = 3
export const MOST_PEOPLE = 5

/** Fields and names that one batch can carry: a flood of made-up ones is cut here first. */
const MOST_FIELDS = 5000
const MOST_NAMES = 200
const MOST_NAMES_OF_A_FIELD = 8
const MOST_VALUES = 8

/** Adds up what rows of many people say. */
export function fieldChanges(
  rows: readonly { person: PersonMark; notes: readonly FieldNote[] }[],
): FieldChanges {
  const changes: FieldChanges = { events: {}, fields: [], left: 0 }
  const names = new Map<string, FieldChanges['events'][string]>()
  const fields = new Map<string, FieldChange>()
  for (const { person, notes } of rows) {
    for (const note of notes) {
      changes.left += note.left
      const name = isPersonalKey(note.name) ? '*' : note.name
      const known = names.get(name) ?? { count: 0, people: [], hasMore: false }
      if (names.size < MOST_NAMES || names.has(name)) names.set(name, known)
      known.count += note.events
      addPerson(known, person)
      for (const field of note.fields) changes.left += addField(fields, field, { ...note, name, person })
    }
  }
  changes.events = Object.fromEntries(names)
  changes.fields = [...fields.values()]
  return changes
}

/** Takes a person out; a field that nobody else had goes as well. */
export function withoutPerson(changes: FieldChanges, person: PersonMark): FieldChanges {
  const isNot = (mark: PersonMark) => mark !== person
  const events = Object.entries(changes.events).map(
    ([name, known]) => [name, { ...known, people: known.people.filter(isNot) }] as const,
  )
  const isSomebodys = ({ people, hasMore }: { people: readonly PersonMark[]; hasMore: boolean }) =>
    people.length > 0 || hasMore
  const kept = events.filter(([, known]) => isSomebodys(known))
  const names = new Set(kept.map(([name]) => name))
  const fields = changes.fields
    .map((field) => ({
      ...field,
      people: field.people.filter(isNot),
      events: Object.fromEntries(Object.entries(field.events).filter(([name]) => names.has(name))),
      values: field.values
        .map(([text, people]) => [text, people.filter(isNot)] as FieldChange['values'][number])
        .filter(([, people]) => people.length > 0),
    }))
    .filter(isSomebodys)
  return { events: Object.fromEntries(kept), fields, left: changes.left }
}

/** Notes one more person, as long as there is room for them. */
export function addPerson(known: { people: PersonMark[]; hasMore: boolean }, person: PersonMark): void {
  if (known.people.includes(person)) return
  if (known.people.length < MOST_PEOPLE) known.people.push(person)
  else known.hasMore = true
}

/** 1 where there was no room, else 0. */
function addField(
  fields: Map<string, FieldChange>,
  [path, types, count, example]: FieldNote['fields'][number],
  { name, firstAt, lastAt, isTrusted, person }: FieldNote & { person: PersonMark },
): number {
  let field = fields.get(path)
  if (!field) {
    if (fields.size >= MOST_FIELDS) return 1
    field = { path, types: 0, events: {}, firstAt, lastAt, isTrusted, people: [], hasMore: false, values: [] }
    fields.set(path, field)
  }
  field.types |= types
  addEvents(field.events, name, count)
  field.firstAt = Math.min(field.firstAt, firstAt)
  field.lastAt = Math.max(field.lastAt, lastAt)
  field.isTrusted ||= isTrusted
  addPerson(field, person)
  if (example !== undefined) addValue(field.values, example, person)
  return 0
}

/** Beyond the first names a field's events are counted together. */
export function addEvents(events: Record<string, number>, name: string, count: number): void {
  const isRoom = Object.hasOwn(events, name) || Object.keys(events).length < MOST_NAMES_OF_A_FIELD
  const key = isRoom ? name : '*'
  events[key] = (Object.hasOwn(events, key) ? events[key]! : 0) + count
}

function addValue(values: FieldChange['values'], text: string, person: PersonMark): void {
  const known = values.find(([other]) => other === text)
  if (!known) {
    if (values.length < MOST_VALUES) values.push([text, [person]])
  } else if (!known[1].includes(person) && known[1].length < MOST_PEOPLE) known[1].push(person)
}
