import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { EventKey } from '../../../shared/schema/stored-event.ts'
import { migrate } from '../../lib/migrate.ts'
import type { ShopPlace } from '../../lib/object-id.ts'
import { scrub } from '../shard/scrub.ts'
import type { DedupeIndex } from './dedupe-index.ts'
import type { OutboxEntry } from './outbox-entry.ts'

/** Who this object is. `erasing` and `erasedAt` close the door for good. */
export interface Self {
  shop: ShopPlace
  profile: string
  /** AES key of the sealed log lines, base64; it exists nowhere else, so its end is theirs. */
  logKey: string
  erasing?: true
  /** Id of the receipt of the erasure that is under way. */
  receipt?: string
  /** Hash of the user id this person is known by. */
  identity?: string
}

/** How far each destination has confirmed the rows. */
export interface Cursors {
  shard: number
  identity: number
  /** Segments as destinations last heard of them. */
  segments: string[]
}

export interface RowText {
  sequence: number
  body: string
  outbox: string
}

/** Numbered and append-only: a profile created under step n runs only the later ones. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE self (id INTEGER PRIMARY KEY CHECK (id = 0), json TEXT NOT NULL);
   CREATE TABLE rows (sequence INTEGER PRIMARY KEY, digests BLOB NOT NULL,
                      outbox TEXT NOT NULL, body TEXT NOT NULL);
   CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 0), cursors TEXT NOT NULL, json TEXT NOT NULL);
   CREATE TABLE snapshots (count INTEGER PRIMARY KEY, time INTEGER NOT NULL, source TEXT NOT NULL,
                           message_id TEXT NOT NULL, json TEXT NOT NULL);
   CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL);`,
]

/** Rows kept in memory, and the longest that is: many people share an isolate. */
const RECENT_ROWS = 4
const RECENT_LENGTH = 8000

/** The profile's SQL, and nothing else. All calls are synchronous; what runs in one turn commits together. */
export class ProfileStorage {
  readonly #sql: SqlStorage
  /** The newest rows, without a gap, for the delivery that follows a visit at once. */
  #recent: RowText[] = []

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Brings the tables to the newest step; `null` if nothing was ever stored here (and then nothing is written). */
  open(): { self: Self | null; erasedAt: number | null; receipt?: ErasureReceipt } {
    const tables = this.#sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
    const names = new Set(tables.map((row) => row.name))
    if (names.has('tombstone')) {
      const { at, receipt } = this.#sql.exec('SELECT * FROM tombstone').one()
      const kept = receipt ? { receipt: JSON.parse(String(receipt)) as ErasureReceipt } : {}
      return { self: null, erasedAt: Number(at), ...kept }
    }
    if (!names.has('migration')) return { self: null, erasedAt: null }
    migrate(this.#sql, MIGRATIONS)
    const row = this.#sql.exec('SELECT json FROM self').toArray()[0]
    return { self: row ? (JSON.parse(String(row.json)) as Self) : null, erasedAt: null }
  }

  create(self: Self): void {
    migrate(this.#sql, MIGRATIONS)
    this.writeSelf(self)
  }

  writeSelf(self: Self): void {
    this.#sql.exec('INSERT OR REPLACE INTO self VALUES (0, ?)', JSON.stringify(self))
  }

  /** All that is left of an erased person: that there was one, when it ended, and the receipt, which names nobody. */
  bury(at: number, receipt: ErasureReceipt): void {
    this.#recent = []
    this.#sql.exec('CREATE TABLE tombstone (at INTEGER NOT NULL, receipt TEXT NOT NULL)')
    this.#sql.exec('INSERT INTO tombstone VALUES (?, ?)', at, JSON.stringify(receipt))
  }

  readState(): { cursors: Cursors; json: string } | null {
    const row = this.#sql.exec('SELECT cursors, json FROM state').toArray()[0]
    return row ? { cursors: JSON.parse(String(row.cursors)) as Cursors, json: String(row.json) } : null
  }

  writeState(cursors: Cursors, json: string): void {
    this.#sql.exec('INSERT OR REPLACE INTO state VALUES (0, ?, ?)', JSON.stringify(cursors), json)
  }

  writeCursors(cursors: Cursors): void {
    this.#sql.exec('UPDATE state SET cursors = ?', JSON.stringify(cursors))
  }

  insertRow(row: RowText & { digests: ArrayBuffer }): void {
    const { sequence, body, outbox } = row
    if (body.length > RECENT_LENGTH) this.#recent = []
    else this.#recent = [...this.#recent, { sequence, body, outbox }].slice(-RECENT_ROWS)
    this.#sql.exec(
      'INSERT INTO rows (sequence, digests, outbox, body) VALUES (?, ?, ?, ?)',
      row.sequence,
      row.digests,
      row.outbox,
      row.body,
    )
  }

  replaceRow(sequence: number, body: string): void {
    this.#recent = []
    this.#sql.exec('UPDATE rows SET body = ? WHERE sequence = ?', body, sequence)
  }

  /** A row whose events were taken out in part, or all: what it meant for the outside is told already. */
  thinRow(sequence: number, body: string, digests: ArrayBuffer): void {
    this.#recent = []
    const outbox = JSON.stringify({ deltas: [], orders: [] } satisfies OutboxEntry)
    this.#sql.exec(
      'UPDATE rows SET body = ?, digests = ?, outbox = ? WHERE sequence = ?',
      body,
      digests,
      outbox,
      sequence,
    )
  }

  /** Overwrites what rows that went left in the file. */
  scrub(): void {
    scrub(this.#sql, ['rows', 'snapshots', 'state'])
  }

  lastSequence(): number {
    return Number(this.#sql.exec('SELECT COALESCE(MAX(sequence), 0) AS last FROM rows').one().last)
  }

  loadDigests(index: DedupeIndex): void {
    for (const row of this.#sql.exec('SELECT sequence, digests FROM rows')) {
      index.load(row.digests as ArrayBuffer, Number(row.sequence))
    }
  }

  row(sequence: number): string {
    return String(this.#sql.exec('SELECT body FROM rows WHERE sequence = ?', sequence).one().body)
  }

  /** All rows, in order of arrival. */
  bodies(): string[] {
    return this.#sql
      .exec('SELECT body FROM rows ORDER BY sequence')
      .toArray()
      .map((row) => String(row.body))
  }

  rowsAfter(sequence: number, limit: number): RowText[] {
    const oldest = this.#recent[0]
    if (oldest && oldest.sequence <= sequence + 1)
      return this.#recent.filter((row) => row.sequence > sequence).slice(0, limit)
    return this.#sql
      .exec(
        'SELECT sequence, body, outbox FROM rows WHERE sequence > ? ORDER BY sequence LIMIT ?',
        sequence,
        limit,
      )
      .toArray()
      .map((row) => ({ sequence: Number(row.sequence), body: String(row.body), outbox: String(row.outbox) }))
  }

  saveSnapshot(count: number, key: EventKey, json: string): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)',
      count,
      key.time,
      key.source,
      key.messageId,
      json,
    )
  }

  snapshots(): { count: number; key: EventKey }[] {
    return this.#sql
      .exec('SELECT count, time, source, message_id FROM snapshots ORDER BY count DESC')
      .toArray()
      .map((row) => ({
        count: Number(row.count),
        key: { time: Number(row.time), source: String(row.source), messageId: String(row.message_id) },
      }))
  }

  snapshot(count: number): string {
    return String(this.#sql.exec('SELECT json FROM snapshots WHERE count = ?', count).one().json)
  }

  dropSnapshotsFrom(count: number): void {
    this.#sql.exec('DELETE FROM snapshots WHERE count >= ?', count)
  }
}
