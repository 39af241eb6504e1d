import type { FieldNote } from '../../../shared/fields/field-notes.ts'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'

export interface JournalRow {
  id: number
  profile: string
  log: string
}

/** A delivery, or a part of a large one; `deltas` and `fields` are JSON. */
export interface NewJournalRow {
  profile: string
  at: number
  log: string
  deltas: string
  fields: string
}

/** What rows mean for statistics and catalogue. */
export interface Gathered {
  last: number
  deltas: ProductDelta[]
  fields: { profile: string; notes: FieldNote[] }[]
}

export interface BufferedLog {
  /** Characters of log lines not yet written out. */
  size: number
  /** Epoch ms of the oldest; null = none. */
  oldestAt: number | null
}

/**
 * What came in and has not gone out to both places yet: log lines for R2, deltas for the statistics. One row a
 * delivery, because rows written are what costs.
 */
export class JournalTable {
  readonly #sql: SqlStorage
  #next: number

  constructor(sql: SqlStorage) {
    this.#sql = sql
    const used = sql.exec(
      `SELECT MAX(COALESCE((SELECT MAX(id) FROM journal), 0), COALESCE((SELECT MAX(last) FROM log_object), 0),
                  COALESCE((SELECT value FROM counter WHERE name = 'gathered'), 0)) AS id`,
    )
    this.#next = Number(used.one().id) + 1
  }

  add({ profile, at, log, deltas, fields }: NewJournalRow): void {
    this.#sql.exec(
      'INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)',
      this.#next,
      profile,
      at,
      log,
      deltas,
      fields,
    )
    this.#next++
  }

  /** Rows behind an id, at most `limit`, as far as statistics and catalogue care. */
  gather(after: number, limit: number): Gathered | null {
    const rows = this.#sql
      .exec('SELECT id, profile, deltas, fields FROM journal WHERE id > ? ORDER BY id LIMIT ?', after, limit)
      .toArray()
    const last = rows.at(-1)
    if (!last) return null
    return {
      last: Number(last.id),
      deltas: rows.flatMap((row) => JSON.parse(String(row.deltas)) as ProductDelta[]),
      fields: rows
        .filter((row) => row.profile !== '' && row.fields !== '[]')
        .map((row) => ({
          profile: String(row.profile),
          notes: JSON.parse(String(row.fields)) as FieldNote[],
        })),
    }
  }

  /** The oldest rows that together hold about `size` characters of log lines. */
  oldest(size: number): JournalRow[] {
    const rows: JournalRow[] = []
    let taken = 0
    for (const row of this.#sql.exec('SELECT id, profile, log FROM journal ORDER BY id')) {
      const log = String(row.log)
      if (rows.length > 0 && taken + log.length > size) break
      rows.push({ id: Number(row.id), profile: String(row.profile), log })
      taken += log.length
    }
    return rows
  }

  upTo(last: number): JournalRow[] {
    return this.#sql
      .exec('SELECT id, profile, log FROM journal WHERE id <= ? ORDER BY id', last)
      .toArray()
      .map((row) => ({ id: Number(row.id), profile: String(row.profile), log: String(row.log) }))
  }

  drop(last: number): void {
    this.#sql.exec('DELETE FROM journal WHERE id <= ?', last)
  }

  buffered(): BufferedLog {
    const row = this.#sql
      .exec('SELECT COALESCE(SUM(LENGTH(log)), 0) AS size, MIN(at) AS oldest FROM journal')
      .one()
    return { size: Number(row.size), oldestAt: row.oldest === null ? null : Number(row.oldest) }
  }

  /** Rows with something of a person besides counts. */
  countOf(profile: string): number {
    const rows = this.#sql.exec(
      "SELECT COUNT(*) AS n FROM journal WHERE profile = ? AND (log != '' OR fields != '[]')",
      profile,
    )
    return Number(rows.one().n)
  }

  /** Zeros over a person's lines and name. What they did to the counts of products stays: it names nobody. */
  erase(profile: string): void {
    this.#sql.exec(
      `UPDATE journal SET profile = zeroblob(LENGTH(CAST(profile AS BLOB))),
                          log = zeroblob(LENGTH(CAST(log AS BLOB))),
                          fields = zeroblob(LENGTH(CAST(fields AS BLOB))) WHERE profile = ?`,
      profile,
    )
    this.#sql.exec("UPDATE journal SET profile = '', log = '', fields = '[]' WHERE typeof(profile) = 'blob'")
  }
}
