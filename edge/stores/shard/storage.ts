import { type ProductChange, productChanges } from '../../../shared/measure/product-change.ts'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import { migrate } from '../../lib/migrate.ts'
import { statisticsBucket } from '../../lib/object-id.ts'
import { AnonymousTable } from './anonymous-table.ts'
import { AudienceTable } from './audience-table.ts'
import { chunks } from './chunks.ts'
import type { ShardBatch, ShardErasure, ShardReceipt, ShardRow } from './contract.ts'
import { readCounter, writeCounter } from './counter.ts'
import { ErasureTable } from './erasure-table.ts'
import { JournalTable } from './journal-table.ts'
import { LogObjectTable } from './log-object-table.ts'
import { SHARD_MIGRATIONS } from './migrations.ts'
import { OutboxTable } from './outbox-table.ts'
import { scrub } from './scrub.ts'

/** A row of the database may hold 2 MB; characters may be 3 bytes. */
const MAX_ROW = 500_000
/** Journal rows that become statistics in one transaction. */
const GATHER_ROWS = 500

/** The shard's tables, and what happens across several of them in one transaction. */
export class ShardStorage {
  readonly audience: AudienceTable
  readonly journal: JournalTable
  readonly outbox: OutboxTable
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
        this.#note(
          member,
          rows.flatMap(({ log }) => (log === '' || isErased ? [] : log.split('\n'))),
          rows.flatMap(({ deltas }) => deltas),
          now,
        )
      }
      if (audience) this.audience.put(profile, audience, { ...standing, received: upTo })
      else this.audience.dismiss(profile, upTo)
      return { upTo }
    })
  }

  #note(profile: string, lines: string[], deltas: ProductDelta[], now: number): void {
    const logs = chunks(lines, (line) => line.length + 1, MAX_ROW)
    const parts = chunks(deltas, (delta) => JSON.stringify(delta).length, MAX_ROW)
    for (let index = 0; index < Math.max(logs.length, parts.length); index++) {
      this.journal.add(profile, now, (logs[index] ?? []).join('\n'), JSON.stringify(parts[index] ?? []))
    }
  }

  /** Turns journal rows into numbered changes per statistics bucket; false = there was nothing left to turn. */
  gather(): boolean {
    return this.#storage.transactionSync(() => {
      const gathered = readCounter(this.#storage.sql, 'gathered')
      const next = this.journal.deltas(gathered, GATHER_ROWS)
      if (!next) return false
      for (const [bucket, changes] of byBucket(productChanges(next.deltas))) {
        const parts = chunks(changes, (change) => JSON.stringify(change).length, MAX_ROW)
        for (const part of parts) this.outbox.add(bucket, part)
      }
      writeCounter(this.#storage.sql, 'gathered', next.last)
      return true
    })
  }

  /** Whether rows wait for {@link gather}. */
  hasUngathered(): boolean {
    return this.journal.deltas(readCounter(this.#storage.sql, 'gathered'), 1) !== null
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
      this.erasures.add(profile, now)
      return { audienceRows, journalRows }
    })
  }

  /** Overwrites what deleted rows of people left in the file. */
  scrub(): void {
    this.#storage.transactionSync(() => scrub(this.#storage.sql, ['audience', 'journal', 'erased']))
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
