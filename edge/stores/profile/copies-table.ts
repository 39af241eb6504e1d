import type { DedupeIndex } from './dedupe-index.ts'

/** A row on its way from the object that has it to the one that answers for the person. */
export interface CopiedRow {
  /** The object that accepted it, and its number there: together they name it for ever. */
  origin: string
  sequence: number
  /** The member it belongs to. */
  home: string
  digests: ArrayBuffer
  body: string
}

/** Rows that another object accepted. They are no business of the outbox: who accepted them has told everybody. */
export class CopiesTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  insert({ origin, sequence, home, digests, body }: CopiedRow): number {
    this.#sql.exec(
      'INSERT INTO copies (origin, sequence, home, digests, body) VALUES (?, ?, ?, ?, ?)',
      origin,
      sequence,
      home,
      digests,
      body,
    )
    return Number(this.#sql.exec('SELECT last_insert_rowid() AS id').one().id)
  }

  /**
   * Sequence → id of what is here of a member's rows that another object accepted. A number may stand for one member's
   * row and, once that has left, for the empty place of it: so the member is part of the name.
   */
  idsOf(origin: string, home: string): Map<number, number> {
    const rows = this.#sql
      .exec('SELECT sequence, id FROM copies WHERE origin = ? AND home = ?', origin, home)
      .toArray()
    return new Map(rows.map((row) => [Number(row.sequence), Number(row.id)]))
  }

  get isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM copies LIMIT 1').toArray().length === 0
  }

  get(id: number): { home: string; body: string } {
    const row = this.#sql.exec('SELECT home, body FROM copies WHERE id = ?', id).one()
    return { home: String(row.home), body: String(row.body) }
  }

  /** `digests` only where other events are in it than before. */
  replace(id: number, body: string, digests?: ArrayBuffer): void {
    this.#sql.exec('UPDATE copies SET body = ? WHERE id = ?', body, id)
    if (digests) this.#sql.exec('UPDATE copies SET digests = ? WHERE id = ?', digests, id)
  }

  /** Copies are numbered below zero there, so that own rows and copies share one index. */
  loadDigests(index: DedupeIndex): void {
    for (const row of this.#sql.exec('SELECT id, digests FROM copies')) {
      index.load(row.digests as ArrayBuffer, -Number(row.id))
    }
  }

  all(): { home: string; body: string }[] {
    return this.#sql
      .exec('SELECT home, body FROM copies ORDER BY id')
      .toArray()
      .map((row) => ({ home: String(row.home), body: String(row.body) }))
  }

  after(id: number, limit: number): (CopiedRow & { id: number })[] {
    return this.#sql
      .exec(
        'SELECT id, origin, sequence, home, digests, body FROM copies WHERE id > ? ORDER BY id LIMIT ?',
        id,
        limit,
      )
      .toArray()
      .map((row) => ({
        id: Number(row.id),
        origin: String(row.origin),
        sequence: Number(row.sequence),
        home: String(row.home),
        digests: row.digests as ArrayBuffer,
        body: String(row.body),
      }))
  }

  /** The objects that accepted rows of a member. */
  originsOf(home: string): string[] {
    return this.#sql
      .exec('SELECT DISTINCT origin FROM copies WHERE home = ?', home)
      .toArray()
      .map((row) => String(row.origin))
  }

  /** Zeros over the bytes first. */
  erase(home: string): void {
    this.#sql.exec(
      `UPDATE copies SET body = zeroblob(LENGTH(CAST(body AS BLOB))), digests = zeroblob(LENGTH(digests))
       WHERE home = ?`,
      home,
    )
    this.#sql.exec('DELETE FROM copies WHERE home = ?', home)
  }
}
