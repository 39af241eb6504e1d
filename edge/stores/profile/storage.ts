import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { EventKey, StoredEvent } from '../../../shared/schema/stored-event.ts'
import { migrate } from '../../lib/migrate.ts'
import type { ShopPlace } from '../../lib/object-id.ts'
import { scrub } from '../../lib/scrub.ts'
import { CopiesTable } from './copies-table.ts'
import type { DedupeIndex } from './dedupe-index.ts'
import { packRow, unpackRow } from './packed-row.ts'
import { PersonTable } from './person-table.ts'
import { type HomedEvent, standingEvents } from './standing-events.ts'
import { thinRows } from './thin-rows.ts'

/** Who this object is. `erasing` and `erasedAt` close the door for good. */
export interface Self {
  shop: ShopPlace
  profile: string
  /** AES key of the sealed log lines, base64; it exists nowhere else, so its end is theirs. */
  logKey: string
  erasing?: true
  /** Id of the receipt of the erasure that is under way. */
  receipt?: string
  /** Others that have accepted rows of this profile: their shards have lines of it. */
  origins?: string[]
  /** Hash of the user id this person is known by. */
  identity?: string
}

/** How far each destination has confirmed the rows. */
export interface Cursors {
  shard: number
  identity: number
  /** Segments as destinations last heard of them. */
  segments: string[]
  /** Segments that they are still to hear of, as of a row. */
  untold?: { sequence: number; now: string[] }
  /** Who is here has changed without a row: the shard is to hear of it. */
  isAudienceDue?: true
}

export interface RowText {
  sequence: number
  /** The member that the row belongs to; null = the profile of this object. */
  home: string | null
  body: string
  outbox: string
}

/** A packed row, and the member it belongs to. */
export interface HomedRow {
  home: string
  body: string
}

/** What is left in place of a row that was taken out. */
const EMPTY_ROW = packRow({ events: [] })
const EMPTY_OUTBOX = JSON.stringify({ deltas: [], orders: [] })

/** Numbered and append-only: a profile created under step n runs only the later ones. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE self (id INTEGER PRIMARY KEY CHECK (id = 0), json TEXT NOT NULL);
   CREATE TABLE rows (sequence INTEGER PRIMARY KEY, digests BLOB NOT NULL,
                      outbox TEXT NOT NULL, body TEXT NOT NULL);
   CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 0), cursors TEXT NOT NULL, json TEXT NOT NULL);
   CREATE TABLE snapshots (count INTEGER PRIMARY KEY, time INTEGER NOT NULL, source TEXT NOT NULL,
                           message_id TEXT NOT NULL, json TEXT NOT NULL);
   CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL);`,
  `ALTER TABLE rows ADD COLUMN home TEXT;
   CREATE TABLE person (kind TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
   CREATE TABLE copies (id INTEGER PRIMARY KEY, origin TEXT NOT NULL, sequence INTEGER NOT NULL,
                        home TEXT NOT NULL, digests BLOB NOT NULL, body TEXT NOT NULL);`,
]

/** Rows kept in memory, and the longest that is: many people share an isolate. */
const RECENT_ROWS = 4
const RECENT_LENGTH = 8000

/** The profile's SQL, and nothing else. All calls are synchronous; what runs in one turn commits together. */
export class ProfileStorage {
  readonly person: PersonTable
  readonly copies: CopiesTable
  readonly #sql: SqlStorage
  #own = ''
  /** The newest rows, without a gap, for the delivery that follows a visit at once. */
  #recent: RowText[] = []

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.person = new PersonTable(sql)
    this.copies = new CopiesTable(sql)
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
    this.person.load()
    const row = this.#sql.exec('SELECT json FROM self').toArray()[0]
    const self = row ? (JSON.parse(String(row.json)) as Self) : null
    this.#own = self?.profile ?? ''
    return { self, erasedAt: null }
  }

  create(self: Self): void {
    migrate(this.#sql, MIGRATIONS)
    this.writeSelf(self)
  }

  writeSelf(self: Self): void {
    this.#own = self.profile
    this.#sql.exec('INSERT OR REPLACE INTO self VALUES (0, ?)', JSON.stringify(self))
  }

  /** All that is left of an erased person: that there was one, when it ended, and the receipt, which names nobody. */
  bury(at: number, receipt: ErasureReceipt): void {
    this.#recent = []
    this.person.forget()
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
    const { sequence, home, body, outbox } = row
    if (body.length > RECENT_LENGTH) this.#recent = []
    else this.#recent = [...this.#recent, { sequence, home, body, outbox }].slice(-RECENT_ROWS)
    this.#sql.exec(
      'INSERT INTO rows (sequence, digests, outbox, body, home) VALUES (?, ?, ?, ?, ?)',
      sequence,
      row.digests,
      outbox,
      body,
      home,
    )
  }

  /** A number below zero names a copy. */
  replaceRow(sequence: number, body: string): void {
    if (sequence < 0) {
      this.copies.replace(-sequence, body)
      return
    }
    this.#recent = []
    this.#sql.exec('UPDATE rows SET body = ? WHERE sequence = ?', body, sequence)
  }

  /** Takes events out of the own rows up to `told`, and out of all copies; returns how many went. */
  thin(isGone: (event: StoredEvent) => boolean, told: number): number {
    this.#recent = []
    return thinRows(this.#sql, this.copies, { isGone, told, outbox: EMPTY_OUTBOX })
  }

  /** Overwrites what rows that went left in the file. */
  scrub(): void {
    scrub(this.#sql, ['rows', 'copies', 'snapshots', 'state'])
  }

  /** Takes a member's rows out, with zeros over the bytes first; only for rows that everybody has been told. */
  eraseRows(home: string): void {
    this.#recent = []
    this.#sql.exec(
      `UPDATE rows SET body = zeroblob(LENGTH(CAST(body AS BLOB))), outbox = zeroblob(LENGTH(CAST(outbox AS BLOB))),
                       digests = zeroblob(LENGTH(digests)) WHERE home = ?`,
      home,
    )
    // The newest row stays as an empty one, so that its number is not given twice.
    const last = this.lastSequence()
    this.#sql.exec('DELETE FROM rows WHERE home = ? AND sequence < ?', home, last)
    this.#sql.exec(
      "UPDATE rows SET body = ?, outbox = ?, digests = x'', home = NULL WHERE home = ? AND sequence = ?",
      EMPTY_ROW,
      EMPTY_OUTBOX,
      home,
      last,
    )
  }

  lastSequence(): number {
    return Number(this.#sql.exec('SELECT COALESCE(MAX(sequence), 0) AS last FROM rows').one().last)
  }

  loadDigests(index: DedupeIndex): void {
    for (const row of this.#sql.exec('SELECT sequence, digests FROM rows')) {
      index.load(row.digests as ArrayBuffer, Number(row.sequence))
    }
    this.copies.loadDigests(index)
  }

  /** A number below zero names a copy. */
  row(sequence: number): HomedRow {
    if (sequence < 0) return this.copies.get(-sequence)
    return this.#homed(this.#sql.exec('SELECT home, body FROM rows WHERE sequence = ?', sequence).one())
  }

  /** A row that this object accepted for a member; null = it is not here any more. */
  ownRow(sequence: number, home: string): string | null {
    const row = this.#sql.exec('SELECT home, body FROM rows WHERE sequence = ?', sequence).toArray()[0]
    const found = row && this.#homed(row)
    return found?.home === home ? found.body : null
  }

  /** All rows of the person, own ones first, each in order of arrival; without those of members that have left. */
  bodies(): HomedRow[] {
    const own = this.#sql.exec('SELECT home, body FROM rows ORDER BY sequence').toArray()
    const all = [...own.map((row) => this.#homed(row)), ...this.copies.all()]
    const homes = this.homes
    return all.filter(({ home }) => homes.has(home))
  }

  /** The events of some members, wherever they were accepted; one that is here twice stands once. */
  eventsOf(homes: ReadonlySet<string>): HomedEvent[] {
    const rows = this.bodies().filter(({ home }) => homes.has(home))
    return standingEvents(
      rows.flatMap(({ home, body }) => unpackRow(body).events.map((event) => ({ ...event, home }))),
    )
  }

  /** Whether the person was ever joined with somebody, so that a message may be here twice. */
  get mayHoldTwins(): boolean {
    return this.person.of('edge').size > 0
  }

  /** The members whose whole history is here: what is still under way is not folded. */
  get homes(): ReadonlySet<string> {
    const homes = new Set([this.#own, ...this.person.of('member').keys()])
    for (const pull of this.person.of('pull').values()) for (const home of pull.homes) homes.delete(home)
    return homes
  }

  #homed({ home, body }: Record<string, SqlStorageValue>): HomedRow {
    return { home: home === null ? this.#own : String(home), body: String(body) }
  }

  rowsAfter(sequence: number, limit: number): RowText[] {
    const oldest = this.#recent[0]
    if (oldest && oldest.sequence <= sequence + 1)
      return this.#recent.filter((row) => row.sequence > sequence).slice(0, limit)
    return this.#sql
      .exec(
        'SELECT sequence, home, body, outbox FROM rows WHERE sequence > ? ORDER BY sequence LIMIT ?',
        sequence,
        limit,
      )
      .toArray()
      .map((row) => ({
        sequence: Number(row.sequence),
        home: row.home === null ? null : String(row.home),
        body: String(row.body),
        outbox: String(row.outbox),
      }))
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
