import { fnv1a } from '../../../shared/lib/hash.ts'

/** One object of the event log in R2. */
export interface LogObject {
  sequence: number
  day: string
  /** Journal rows up to here are in it. */
  last: number
}

/**
 * The log objects of this shard, each with 4 bytes for every profile in it, so that an erasure reads only objects
 * that may hold the person's lines. A hash that happens to be shared costs a read, nothing else.
 */
export class LogObjectTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** The object that has its name but was not confirmed by R2; there is at most one. */
  unwritten(): LogObject | null {
    const row = this.#sql.exec('SELECT * FROM log_object WHERE is_written = 0').toArray()[0]
    return row ? readObject(row) : null
  }

  /** Fixes an object's name before it is written, so that a retry overwrites it. */
  begin(day: string, last: number, profiles: Iterable<string>): LogObject {
    const newest = this.#sql.exec('SELECT COALESCE(MAX(sequence), 0) AS sequence FROM log_object').one()
    const object = { sequence: Number(newest.sequence) + 1, day, last }
    this.#sql.exec(
      'INSERT INTO log_object VALUES (?, ?, ?, 0, ?)',
      object.sequence,
      day,
      last,
      packHashes(profiles),
    )
    return object
  }

  confirm(sequence: number): void {
    this.#sql.exec('UPDATE log_object SET is_written = 1 WHERE sequence = ?', sequence)
  }

  forget(sequence: number): void {
    this.#sql.exec('DELETE FROM log_object WHERE sequence = ?', sequence)
  }

  /** Objects that may hold lines of these profiles, unwritten ones too, oldest first. */
  holding(profiles: readonly string[], limit: number): (LogObject & { isWritten: boolean })[] {
    const wanted = new Set(profiles.map(fnv1a))
    const found: (LogObject & { isWritten: boolean })[] = []
    for (const row of this.#sql.exec('SELECT * FROM log_object ORDER BY sequence')) {
      if (!unpackHashes(row.profiles).some((hash) => wanted.has(hash))) continue
      found.push({ ...readObject(row), isWritten: Number(row.is_written) === 1 })
      if (found.length === limit) break
    }
    return found
  }

  /** The object was written anew and holds lines of these profiles only. */
  narrow(sequence: number, profiles: Iterable<string>): void {
    this.#sql.exec('UPDATE log_object SET profiles = ? WHERE sequence = ?', packHashes(profiles), sequence)
  }

  /** Written objects of days before `day`, oldest first. */
  before(day: string, limit: number): LogObject[] {
    return this.#sql
      .exec('SELECT * FROM log_object WHERE day < ? AND is_written = 1 ORDER BY sequence LIMIT ?', day, limit)
      .toArray()
      .map(readObject)
  }

  oldestDay(): string | null {
    const row = this.#sql.exec('SELECT day FROM log_object ORDER BY sequence LIMIT 1').toArray()[0]
    return row ? String(row.day) : null
  }
}

function readObject(row: Record<string, SqlStorageValue>): LogObject {
  return { sequence: Number(row.sequence), day: String(row.day), last: Number(row.last) }
}

function packHashes(profiles: Iterable<string>): ArrayBuffer {
  return Uint32Array.from(new Set([...profiles].map(fnv1a))).buffer
}

function unpackHashes(packed: SqlStorageValue | undefined): number[] {
  return packed instanceof ArrayBuffer ? [...new Uint32Array(packed)] : []
}
