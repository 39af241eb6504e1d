import { type FieldChanges, type PersonMark, withoutPerson } from '../../../shared/fields/field-change.ts'
import type { FieldDelivery } from '../fields/contract.ts'
import { chunks } from './chunks.ts'
import { readCounter, writeCounter } from './counter.ts'

const BATCHES = 20
/** A row of the database may hold 2 MB; characters may be 3 bytes. */
const MAX_ROW = 500_000

/** Numbered changes on their way to the field catalogue. Only an erasure changes one that has its number. */
export class FieldOutboxTable {
  readonly #sql: SqlStorage
  /** Paths this object has sent since it came into memory: what is not among them is news. */
  readonly #known = new Set<string>()
  #hasNews = false

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Whether a field waits that was not seen here lately. */
  get hasNews(): boolean {
    return this.#hasNews
  }

  add(changes: FieldChanges): void {
    if (Object.keys(changes.events).length === 0) return
    const parts = chunks(changes.fields, (field) => JSON.stringify(field).length, MAX_ROW)
    for (const [index, fields] of (parts.length > 0 ? parts : [[]]).entries()) {
      const part = index === 0 ? { ...changes, fields } : { events: {}, fields, left: 0 }
      const sequence = readCounter(this.#sql, 'fields') + 1
      this.#sql.exec('INSERT INTO field_outbox VALUES (?, ?)', sequence, JSON.stringify(part))
      writeCounter(this.#sql, 'fields', sequence)
    }
    for (const { path } of changes.fields) this.#note(path)
  }

  batches(): FieldDelivery['batches'] {
    return this.#sql
      .exec('SELECT sequence, changes FROM field_outbox ORDER BY sequence LIMIT ?', BATCHES)
      .toArray()
      .map((row) => ({ sequence: Number(row.sequence), changes: JSON.parse(String(row.changes)) }))
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM field_outbox LIMIT 1').toArray().length === 0
  }

  drop(upTo: number): void {
    this.#sql.exec('DELETE FROM field_outbox WHERE sequence <= ?', upTo)
    this.#hasNews = false
  }

  /** Zeros over what waits, then what is left of it without the person. */
  erase(person: PersonMark): void {
    for (const row of this.#sql.exec('SELECT sequence, changes FROM field_outbox').toArray()) {
      const before = String(row.changes)
      const after = JSON.stringify(withoutPerson(JSON.parse(before), person))
      if (after === before) continue
      const sequence = Number(row.sequence)
      this.#sql.exec(
        'UPDATE field_outbox SET changes = zeroblob(LENGTH(CAST(changes AS BLOB))) WHERE sequence = ?',
        sequence,
      )
      this.#sql.exec('UPDATE field_outbox SET changes = ? WHERE sequence = ?', after, sequence)
    }
  }

  #note(path: string): void {
    if (this.#known.has(path)) return
    this.#hasNews = true
    if (this.#known.size < 5000) this.#known.add(path)
  }
}
