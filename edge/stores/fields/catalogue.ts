import {
  addPerson,
  type FieldChange,
  type FieldChanges,
  type PersonMark,
} from '../../../shared/fields/field-change.ts'
import {
  addChange,
  type FieldRecord,
  forgetIn,
  newField,
  seenIn,
} from '../../../shared/fields/field-record.ts'
import type { EventRecord, FieldStorage } from './storage.ts'

/** Fields a shop's catalogue has room for. A public key can make up any number of them. */
export const MOST_FIELDS = 2000
/** Room that is made at once, so that a flood is not sorted field by field. */
const PRUNE_TO = 1800
const MOST_EVENTS = 300

interface Kept<Value> {
  id: number
  value: Value
}

/** What a change is taken in with. */
export interface Intake {
  digest: (text: string) => number
  isPersonal: (path: string) => boolean
  /** The shop has classified it, so it never makes room for others. */
  isClassified: (path: string) => boolean
}

/** The whole catalogue in memory, over its rows: some thousand small records. All methods are synchronous. */
export class Catalogue {
  readonly #storage: FieldStorage
  readonly #fields: Map<string, Kept<FieldRecord>>
  readonly #events: Map<string, Kept<EventRecord>>
  #nextId: number

  constructor(storage: FieldStorage) {
    this.#storage = storage
    const [fields, events] = [storage.fields(), storage.events()]
    this.#fields = new Map(fields.map((kept) => [kept.value.path, kept]))
    this.#events = new Map(events.map((kept) => [kept.value.name, kept]))
    this.#nextId = Math.max(0, ...[...fields, ...events].map(({ id }) => id)) + 1
  }

  fields(): FieldRecord[] {
    return [...this.#fields.values()].map(({ value }) => value)
  }

  events(): EventRecord[] {
    return [...this.#events.values()].map(({ value }) => value)
  }

  /** Each record is written once, however many batches speak of it. */
  add(batches: readonly FieldChanges[], intake: Intake): void {
    const touched = new Set<Kept<FieldRecord>>()
    let overflow = 0
    for (const { events, fields, left } of batches) {
      overflow += left
      for (const [name, change] of Object.entries(events)) this.#addEvents(name, change)
      for (const change of fields) {
        const kept = this.#roomFor(change, intake)
        if (!kept) {
          overflow += seenIn(change)
          continue
        }
        addChange(kept.value, change, { digest: intake.digest, isPersonal: intake.isPersonal(change.path) })
        touched.add(kept)
      }
    }
    for (const kept of touched)
      if (this.#fields.get(kept.value.path) === kept) this.#storage.put('field', kept.id, kept.value)
    if (overflow > 0) this.#storage.addOverflow(overflow)
  }

  /** Takes a person out of every record, and out of the catalogue what nobody else had. Did anything change? */
  forget(person: PersonMark): boolean {
    const names = [...this.#events.values()].filter(({ value }) => value.people.includes(person))
    const gone = new Set<string>()
    for (const { id, value } of names) {
      value.people = value.people.filter((mark) => mark !== person)
      const stays = value.people.length > 0 || value.hasMore
      if (!stays) gone.add(value.name)
      if (!stays) this.#events.delete(value.name)
      this.#storage.erase('event', id, stays ? value : null)
    }
    let changed = names.length
    for (const { id, value } of [...this.#fields.values()]) {
      const isTheirs =
        value.people.includes(person) || value.values.some(({ people }) => people.includes(person))
      const named = Object.keys(value.events).filter((name) => gone.has(name))
      if (!isTheirs && named.length === 0) continue
      changed += 1
      const stays = forgetIn(value, person)
      for (const name of named) delete value.events[name]
      if (!stays) this.#fields.delete(value.path)
      this.#storage.erase('field', id, stays ? value : null)
    }
    return changed > 0
  }

  #addEvents(name: string, { count, people, hasMore }: FieldChanges['events'][string]): void {
    let kept = this.#events.get(name)
    if (!kept) {
      if (this.#events.size >= MOST_EVENTS) return
      kept = { id: this.#nextId++, value: { name, count: 0, people: [], hasMore: false } }
      this.#events.set(name, kept)
    }
    kept.value.count += count
    kept.value.hasMore ||= hasMore
    for (const person of people) addPerson(kept.value, person)
    this.#storage.put('event', kept.id, kept.value)
  }

  #roomFor(change: FieldChange, intake: Intake): Kept<FieldRecord> | undefined {
    const known = this.#fields.get(change.path)
    if (known) return known
    if (this.#fields.size >= MOST_FIELDS && !this.#prune(intake)) return undefined
    const kept = { id: this.#nextId++, value: newField(change) }
    this.#fields.set(change.path, kept)
    return kept
  }

  /** Lets go of what few people had, seen longest ago first; what a server sent or the shop classified stays. */
  #prune({ isClassified }: Intake): boolean {
    const weak = [...this.#fields.values()]
      .filter(({ value }) => !value.hasMore && !value.isTrusted && !isClassified(value.path))
      .sort((a, b) => a.value.lastAt - b.value.lastAt)
      .slice(0, this.#fields.size - PRUNE_TO)
    for (const { id, value } of weak) {
      this.#fields.delete(value.path)
      this.#storage.erase('field', id, null)
      this.#storage.addOverflow(seenIn(value))
    }
    return weak.length > 0
  }
}
