import type { FieldSighting } from './field-sightings.ts'

/** What one row of a profile says about the shop's fields: one note for each name of an event in it. */
export interface FieldNote {
  /** Canonical name of the events. */
  name: string
  events: number
  /** When the events happened, epoch ms. */
  firstAt: number
  lastAt: number
  /** They came with the secret key or a proof. */
  isTrusted: boolean
  /** Fields that were too many or too deep. */
  left: number
  fields: NotedField[]
}

/** Path, {@link TYPE_BITS} and number of events, with one value that may become an example. */
export type NotedField = [path: string, types: number, events: number, example?: string]

/** One event's fields, as {@link fieldNotes} takes them. */
export interface SightedEvent {
  name: string
  time: number
  isTrusted: boolean
  sightings: readonly FieldSighting[]
  left: number
}

/** Adds up the events of a row. */
export function fieldNotes(events: readonly SightedEvent[]): FieldNote[] {
  const notes = new Map<string, FieldNote & { byPath: Map<string, NotedField> }>()
  for (const { name, time, isTrusted, sightings, left } of events) {
    const key = `${isTrusted} ${name}`
    const note = notes.get(key) ?? { ...emptyNote(name, time, isTrusted), byPath: new Map() }
    notes.set(key, note)
    note.events += 1
    note.firstAt = Math.min(note.firstAt, time)
    note.lastAt = Math.max(note.lastAt, time)
    note.left += left
    for (const sighting of sightings) add(note, sighting)
  }
  return [...notes.values()].map(({ byPath: _byPath, ...note }) => note)
}

function add(
  { fields, byPath }: FieldNote & { byPath: Map<string, NotedField> },
  sighting: FieldSighting,
): void {
  const { path, types, example } = sighting
  const known = byPath.get(path)
  if (known) {
    known[1] |= types
    known[2] += 1
    if (known.length < 4 && example !== undefined) known.push(example)
    return
  }
  const noted: NotedField = example === undefined ? [path, types, 1] : [path, types, 1, example]
  byPath.set(path, noted)
  fields.push(noted)
}

function emptyNote(name: string, at: number, isTrusted: boolean): FieldNote {
  return { name, events: 0, firstAt: at, lastAt: at, isTrusted, left: 0, fields: [] }
}
