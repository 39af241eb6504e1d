import { logLine } from '../../lib/log.ts'
import type { AudienceRow, AudienceUpdate, ShardBatch, ShardRow } from '../shard/contract.ts'
import { logLines, logSealer, type Seal } from './log-lines.ts'
import { mayLeave } from './may-leave.ts'
import type { OrderMention, OutboxEntry } from './outbox-entry.ts'
import type { Person } from './person.ts'
import { rowFields } from './row-fields.ts'
import type { RowText, Self } from './storage.ts'

/** Rows sent in one call. */
const ROWS_A_CALL = 200
const MOST_SEALERS = 20

/** The person as the shard is told of them, before it is known with which row. */
export type AudienceView = Omit<AudienceRow, 'sequence'> & Pick<AudienceUpdate, 'reading'>

/** Where a profile's rows go after the reply; each answer is the confirmation. */
export interface Destinations {
  shard(batch: ShardBatch): Promise<{ upTo: number }>
  /** Tells the identity bucket who holds an order; what it answers is appended by the caller of it. */
  order(mention: OrderMention, home: string | null): Promise<void>
  /** The person's segments, from all that is folded so far; null = somebody else answers for them. */
  audience(): Promise<AudienceView | null>
  /** The key that a member's log lines are sealed with. */
  logKey(member: string): string | undefined
  /** Told when the segments differ from what was last told, while the person agrees to marketing. */
  segmentsChanged(change: { sequence: number; before: string[]; now: string[] }): Promise<void>
}

/**
 * The way out of a profile. Rows are numbered and every destination ignores what it already has, so that a crash
 * anywhere means sending again, never losing and never doubling. One run at a time; who comes meanwhile joins it.
 */
export class Delivery {
  readonly #person: Person
  readonly #destinations: Destinations
  #running: Promise<void> | null = null
  #telling: Promise<void> | null = null
  #sealers = new Map<string, Seal>()

  constructor(person: Person, destinations: Destinations) {
    this.#person = person
    this.#destinations = destinations
  }

  get isDone(): boolean {
    return this.#isSent && !this.#person.cursors.untold
  }

  /** Sends rows until none is left. Rejects when shard or identity do; the rows stay. News waits for {@link tell}. */
  run(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /**
   * Tells destinations which segments the person is in now, if that is news. From a mark of its own: a queue that is
   * out of order holds up no row, and what could not be told is told with the next try, at least once.
   */
  tell(): Promise<void> {
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = null
    })
    return this.#telling
  }

  /** Rows, then news, for the alarm, which tries again; how far it came is written, whatever it came to. */
  async finish(): Promise<void> {
    const { storage, cursors } = this.#person
    try {
      await this.run()
      await this.tell()
    } finally {
      if (this.#person.self) storage.writeCursors(cursors)
    }
  }

  /** Both without a rejection, for after a reply: the alarm is the net. */
  async try(): Promise<void> {
    try {
      await this.run()
      await this.tell()
    } catch (error) {
      logLine('warn', { at: 'profile.delivery', profile: this.#person.self?.profile, error })
    }
  }

  /**
   * The last of an erased person: what their rows did to the counts of products, which names nobody. Counted as for
   * everybody who is erased later; neither log lines nor fields nor an audience row go along.
   */
  async leaveCounts(): Promise<void> {
    const { self, storage, cursors } = this.#person
    await Promise.allSettled([this.#running, this.#telling])
    if (!self) return
    for (;;) {
      const rows = storage.rowsAfter(cursors.shard, ROWS_A_CALL)
      if (rows.length === 0) return
      const { upTo } = await this.#destinations.shard({
        shop: self.shop.id,
        profile: self.profile,
        rows: rows.map(({ sequence, outbox }) => ({
          sequence,
          deltas: entryOf(outbox).deltas,
          fields: [],
          log: '',
        })),
      })
      cursors.shard = Math.max(upTo, rows.at(-1)!.sequence)
    }
  }

  get #isSent(): boolean {
    const { cursors, sequence } = this.#person
    return cursors.shard >= sequence && cursors.identity >= sequence && !cursors.isAudienceDue
  }

  async #send(): Promise<void> {
    while (!this.#isSent && this.#person.self && !this.#person.isErased) {
      await this.#tellIdentity()
      await this.#tellShard(this.#person.self)
    }
  }

  async #tellIdentity(): Promise<void> {
    const { cursors, storage, sequence } = this.#person
    if (cursors.identity >= sequence) return
    for (const row of storage.rowsAfter(cursors.identity, ROWS_A_CALL)) {
      const { orders } = entryOf(row.outbox)
      for (const mention of orders) await this.#destinations.order(mention, row.home)
      cursors.identity = row.sequence
    }
  }

  async #tellShard(self: Self): Promise<void> {
    const { cursors, storage } = this.#person
    const rows = storage.rowsAfter(cursors.shard, ROWS_A_CALL)
    const isAudienceDue = cursors.isAudienceDue === true
    const sequence = rows.at(-1)?.sequence ?? this.#person.sequence
    if (rows.length === 0 && !isAudienceDue) return
    delete cursors.isAudienceDue
    try {
      const audience = await this.#destinations.audience()
      const sent = await Promise.all(rows.map((row) => this.#shardRow(self, row)))
      const { upTo } = await this.#destinations.shard({
        shop: self.shop.id,
        profile: self.profile,
        rows: sent,
        audience: audience && { ...audience, features: JSON.stringify(audience.features), sequence },
      })
      const isNews = !(rows.length > 0 && rows.every(isHistory))
      this.#noteSegments(audience, { sequence, isNews })
      cursors.shard = Math.max(cursors.shard, upTo)
    } catch (error) {
      if (isAudienceDue) cursors.isAudienceDue = true
      throw error
    }
  }

  async #tell(): Promise<void> {
    const { cursors } = this.#person
    const news = cursors.untold
    if (!news || this.#person.isErased) return
    await this.#destinations.segmentsChanged({ ...news, before: cursors.segments })
    // What came meanwhile is told next.
    if (cursors.untold === news) delete cursors.untold
    cursors.segments = news.now
  }

  /** Moves with the shard's cursor, and is written with it. */
  #noteSegments(
    audience: AudienceView | null,
    { sequence, isNews }: { sequence: number; isNews: boolean },
  ): void {
    const { cursors } = this.#person
    delete cursors.untold
    if (!audience || !mayLeave(audience, Date.now())) return
    if (!isNews) cursors.segments = audience.segments
    else if (cursors.segments.join() !== audience.segments.join())
      cursors.untold = { sequence, now: audience.segments }
  }

  async #shardRow(self: Self, row: RowText): Promise<ShardRow> {
    const member = row.home ?? self.profile
    const { deltas } = entryOf(row.outbox)
    const key = this.#destinations.logKey(member)
    return {
      sequence: row.sequence,
      deltas,
      fields: rowFields(row.body),
      ...(member !== self.profile && { profile: member }),
      log: key === undefined ? '' : await logLines(self.profile, row, this.#sealWith(key)),
    }
  }

  /** Imported once a key: a person's lines are mostly sealed with one. */
  #sealWith(key: string): Seal {
    const seal = this.#sealers.get(key) ?? logSealer(key)
    if (this.#sealers.size > MOST_SEALERS) this.#sealers.clear()
    this.#sealers.set(key, seal)
    return seal
  }
}

/** What other systems knew long ago is no news to them. */
function isHistory({ outbox }: RowText): boolean {
  return entryOf(outbox).isHistory === true
}

function entryOf(outbox: string): OutboxEntry {
  return JSON.parse(outbox) as OutboxEntry
}
