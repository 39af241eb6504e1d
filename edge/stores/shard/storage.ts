import { fieldChanges } from '../../../shared/fields/field-change.ts'
import type { FieldNote } from '../../../shared/fields/field-notes.ts'
import { type ProductChange, productChanges } from '../../../shared/measure/product-change.ts'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import { migrate } from '../../lib/migrate.ts'
import { statisticsBucket } from '../../lib/object-id.ts'
import { personMark } from '../../lib/person-mark.ts'
import { scrub } from '../../lib/scrub.ts'
import { AnonymousTable } from './anonymous-table.ts'
import { AudienceTable } from './audience-table.ts'
import { chunks } from './chunks.ts'
import type { AudienceUpdate, ShardBatch, ShardErasure, ShardReceipt, ShardRow } from './contract.ts'
import { readCounter, writeCounter } from './counter.ts'
import { ErasureTable } from './erasure-table.ts'
import { FieldOutboxTable } from './field-outbox-table.ts'
import { JournalTable } from './journal-table.ts'
import { LogObjectTable } from './log-object-table.ts'
import { SHARD_MIGRATIONS } from './migrations.ts'
import { OutboxTable } from './outbox-table.ts'

/** A row of the database may hold 2 MB; characters may be 3 bytes. */
const MAX_ROW = 500_000
/** Journal rows that become statistics in one transaction. */
const GATHER_ROWS = 500

/** What a delivery says of one member. */
interface Noted {
  lines: string[]
  deltas: ProductDelta[]
  notes: FieldNote[]
}

/** The shard's tables, and what happens across several of them in one transaction. */
export class ShardStorage {
  readonly audience: AudienceTable
  readonly journal: JournalTable
  readonly outbox: OutboxTable
  readonly fieldOutbox: FieldOutboxTable
  readonly logObjects: LogObjectTable
  readonly erasures: ErasureTable
  readonly anonymous: AnonymousTable
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    const { sql } = storage
    migrate(sql, SHARD_MIGRATIONS)
    this.#storage = storage
    this.audience = new AudienceTable(sql)
    this.journal = new JournalTable(sql)
    this.outbox = new OutboxTable(sql)
    this.fieldOutbox = new FieldOutboxTable(sql)
    this.logObjects = new LogObjectTable(sql)
    this.erasures = new ErasureTable(sql)
    this.anonymous = new AnonymousTable(sql)
  }

  /** Takes what is new of a delivery, whole or not at all. */
  receive({ profile, rows, audience }: ShardBatch, now: number): ShardReceipt {
    return this.#storage.transactionSync(() => {
      const standing = this.audience.standing(profile)
      const fresh = rows.filter(({ sequence }) => sequence > standing.received)
      const upTo = fresh.reduce((highest, { sequence }) => Math.max(highest, sequence), standing.received)
      if (this.erasures.has(profile)) return { upTo }
      for (const [member, rows] of byMember(profile, fresh)) {
        const isErased = this.erasures.has(member)
        this.#note(member, now, {
          lines: rows.flatMap(({ log }) => (log === '' || isErased ? [] : log.split('\n'))),
          deltas: rows.flatMap(({ deltas }) => deltas),
          notes: isErased ? [] : rows.flatMap(({ fields }) => fields),
        })
      }
      if (audience) this.audience.put(profile, audience, { ...standing, received: upTo })
      else if (audience === null) this.audience.dismiss(profile, upTo)
      else this.audience.advance(profile, upTo)
      return { upTo }
    })
  }

  /** The row of a person who was asked anew; null = nobody is there, so there is nothing to read. */
  reread(profile: string, row: AudienceUpdate | null, reading: string): void {
    const standing = this.audience.standing(profile)
    // Erased or joined with somebody while we asked, or never told of.
    if (!this.audience.get(profile) || this.erasures.has(profile)) return
    if (row) this.audience.put(profile, row, standing)
    else this.audience.markRead(profile, reading)
  }

  /** By which reading everybody was last found read; empty = not known. */
  get swept(): string {
    return String(this.#storage.sql.exec('SELECT reading FROM swept').toArray()[0]?.reading ?? '')
  }

  set swept(reading: string) {
    this.#storage.sql.exec('INSERT OR REPLACE INTO swept VALUES (0, ?)', reading)
  }

  #note(profile: string, at: number, { lines, deltas, notes }: Noted): void {
    const logs = chunks(lines, (line) => line.length + 1, MAX_ROW)
    const parts = chunks(deltas, (delta) => JSON.stringify(delta).length, MAX_ROW)
    const fields = chunks(notes, (note) => JSON.stringify(note).length, MAX_ROW)
    for (let index = 0; index < Math.max(logs.length, parts.length, fields.length); index++) {
      this.journal.add({
        profile,
        at,
        log: (logs[index] ?? []).join('\n'),
        deltas: JSON.stringify(parts[index] ?? []),
        fields: JSON.stringify(fields[index] ?? []),
      })
    }
  }

  /** Turns journal rows into numbered changes per statistics bucket; false = there was nothing left to turn. */
  gather(): boolean {
    return this.#storage.transactionSync(() => {
      const gathered = readCounter(this.#storage.sql, 'gathered')
      const next = this.journal.gather(gathered, GATHER_ROWS)
      if (!next) return false
      for (const [bucket, changes] of byBucket(productChanges(next.deltas))) {
        const parts = chunks(changes, (change) => JSON.stringify(change).length, MAX_ROW)
        for (const part of parts) this.outbox.add(bucket, part)
      }
      const rows = next.fields.map(({ profile, notes }) => ({ person: personMark(profile), notes }))
      this.fieldOutbox.add(fieldChanges(rows))
      writeCounter(this.#storage.sql, 'gathered', next.last)
      return true
    })
  }

  /** Whether rows wait for {@link gather}. */
  hasUngathered(): boolean {
    return this.journal.gather(readCounter(this.#storage.sql, 'gathered'), 1) !== null
  }

  /** The log object is in R2, or there was nothing to put in it: its rows are done with. */
  finishLogObject(sequence: number, last: number, isEmpty: boolean): void {
    while (this.gather()) {
      // Rows leave the journal only when the statistics have them too.
    }
    this.#storage.transactionSync(() => {
      this.journal.drop(last)
      if (isEmpty) this.logObjects.forget(sequence)
      else this.logObjects.confirm(sequence)
    })
  }

  /** Returns how many rows there were. */
  erase(profile: string, now: number): ShardErasure {
    return this.#storage.transactionSync(() => {
      const audienceRows = this.audience.get(profile) ? 1 : 0
      const journalRows = this.journal.countOf(profile)
      this.audience.erase(profile)
      this.journal.erase(profile)
      this.fieldOutbox.erase(personMark(profile))
      this.erasures.add(profile, now)
      return { audienceRows, journalRows }
    })
  }

  /** Overwrites what deleted rows of people left in the file. */
  scrub(): void {
    this.#storage.transactionSync(() =>
      scrub(this.#storage.sql, ['audience', 'journal', 'erased', 'field_outbox']),
    )
  }
}

/** A delivery's rows by whose they are; mostly all are the profile's own. */
function byMember(profile: string, rows: readonly ShardRow[]): Map<string, ShardRow[]> {
  const members = new Map<string, ShardRow[]>()
  for (const row of rows) {
    const member = row.profile ?? profile
    members.set(member, [...(members.get(member) ?? []), row])
  }
  return members
}

function byBucket(changes: readonly ProductChange[]): Map<number, ProductChange[]> {
  const buckets = new Map<number, ProductChange[]>()
  for (const change of changes) {
    const bucket = statisticsBucket(change.product)
    const known = buckets.get(bucket)
    if (known) known.push(change)
    else buckets.set(bucket, [change])
  }
  return buckets
}
