import type { FieldChanges } from '../../../shared/fields/field-change.ts'
import type { FieldRecord } from '../../../shared/fields/field-record.ts'
import { migrate } from '../../lib/migrate.ts'

/** Events of one name, with or without the fields that are asked about. */
export type EventRecord = FieldChanges['events'][string] & { name: string }

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE field (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
   CREATE TABLE event (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
   CREATE TABLE mark (shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
   CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE forgotten (person INTEGER PRIMARY KEY, at INTEGER NOT NULL);
   CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;`,
]

/** The catalogue's SQL. Texts are in the rows alone, never in an index, so that they can be overwritten in place. */
export class FieldStorage {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    migrate(sql, MIGRATIONS)
    this.#sql = sql
  }

  fields(): { id: number; value: FieldRecord }[] {
    return this.#all<FieldRecord>('field')
  }

  events(): { id: number; value: EventRecord }[] {
    return this.#all<EventRecord>('event')
  }

  put(table: 'field' | 'event', id: number, value: FieldRecord | EventRecord): void {
    this.#sql.exec(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`, id, JSON.stringify(value))
  }

  /** Zeros over the row's own bytes before it is written anew, or removed. */
  erase(table: 'field' | 'event', id: number, value: FieldRecord | EventRecord | null): void {
    this.#sql.exec(`UPDATE ${table} SET json = zeroblob(LENGTH(CAST(json AS BLOB))) WHERE id = ?`, id)
    if (value) this.put(table, id, value)
    else this.#sql.exec(`DELETE FROM ${table} WHERE id = ?`, id)
  }

  markOf(shard: number): number {
    return Number(
      this.#sql.exec('SELECT sequence FROM mark WHERE shard = ?', shard).toArray()[0]?.sequence ?? 0,
    )
  }

  setMark(shard: number, sequence: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO mark VALUES (?, ?)', shard, sequence)
  }

  overflow(): number {
    return Number(
      this.#sql.exec("SELECT value FROM counter WHERE name = 'overflow'").toArray()[0]?.value ?? 0,
    )
  }

  addOverflow(count: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO counter VALUES ('overflow', ?)", this.overflow() + count)
  }

  forgotten(): number[] {
    return this.#sql
      .exec('SELECT person FROM forgotten')
      .toArray()
      .map(({ person }) => Number(person))
  }

  noteForgotten(person: number, at: number, before: number): void {
    this.#sql.exec('DELETE FROM forgotten WHERE at < ?', before)
    this.#sql.exec('INSERT OR REPLACE INTO forgotten VALUES (?, ?)', person, at)
  }

  #all<Value>(table: 'field' | 'event'): { id: number; value: Value }[] {
    return this.#sql
      .exec(`SELECT id, json FROM ${table}`)
      .toArray()
      .map((row) => ({ id: Number(row.id), value: JSON.parse(String(row.json)) as Value }))
  }
}
