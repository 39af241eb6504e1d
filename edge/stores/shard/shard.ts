import { DurableObject } from 'cloudflare:workers'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import type { Env } from '../../env.ts'
import { DueTimes } from '../../lib/due-times.ts'
import { logLine } from '../../lib/log.ts'
import { SHARDS, type ShopPlace } from '../../lib/object-id.ts'
import { assertOwn, ownName } from '../../lib/own-name.ts'
import { type Blobs, r2Blobs } from '../blobs/blobs.ts'
import { liveConfig } from '../config/config-store.ts'
import { compactLog } from './compact-log.ts'
import type {
  AudiencePage,
  AudienceRow,
  Compaction,
  Coverage,
  ProfilesPage,
  ShardBatch,
  ShardErasure,
  ShardReceipt,
  ShardSummary,
} from './contract.ts'
import { expire, nextExpiry } from './expire.ts'
import { compactionKey } from './log-key.ts'
import { sendFields } from './send-fields.ts'
import { sendStatistics } from './send-statistics.ts'
import { ShardStorage } from './storage.ts'
import { Sweep } from './sweep.ts'
import { LOG_FULL, writeLog } from './write-log.ts'

type Task = 'statistics' | 'fields' | 'sweep' | 'log' | 'compaction' | 'expiry'

/** Sending may take one part in so many of the object's time; 64 shards share a small machine. */
const REST_FACTOR = 20
/** Fields that are known already are told so many intervals later. */
const FIELD_INTERVALS = 10

/** What a shop keeps outside the profiles, for one of 64 parts of its people. See schema.md. */
export class Shard extends DurableObject<Env> {
  readonly #storage: ShardStorage
  readonly #due: DueTimes<Task>
  readonly #blobs: Blobs
  #buffered: number
  readonly #sweep: Sweep
  #sendAgainAt = 0
  /** The end of the last work on R2; see {@link Shard.#serially}. */
  #lastWork: Promise<unknown> = Promise.resolve()

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new ShardStorage(state.storage)
    this.#due = new DueTimes(state.storage)
    this.#blobs = r2Blobs(env.BLOBS)
    this.#sweep = new Sweep({
      storage: this.#storage,
      env,
      place: () => this.#place(),
      reading: async () =>
        (await liveConfig(env, ownName(state.id).shop, (work) => state.waitUntil(work))).reading,
    })
    this.#buffered = this.#storage.journal.buffered().size
  }

  /** Takes what is new of a profile's rows; the answer is the profile's confirmation. */
  receive(batch: ShardBatch): ShardReceipt {
    assertOwn(this.ctx.id, batch.shop)
    const now = Date.now()
    const receipt = this.#storage.receive(batch, now)
    this.#buffered += batch.rows.reduce((sum, { log }) => sum + log.length, 0)
    this.#due.schedule('statistics', this.#nextSending(now))
    if (batch.audience && !this.#sweep.isOf(batch.audience.reading))
      this.#due.schedule('sweep', now + this.env.REFRESH_MS)
    this.#due.schedule('log', this.#buffered > LOG_FULL ? now : now + this.env.LOG_FLUSH_MS)
    return receipt
  }

  /** Daily counts of people who are not known. Not idempotent: without ids there is nothing to recognise. */
  countAnonymous(shop: string, day: string, deltas: ProductDelta[]): void {
    assertOwn(this.ctx.id, shop)
    this.ctx.storage.transactionSync(() => this.#storage.anonymous.add(day, deltas))
    this.#scheduleExpiry()
  }

  anonymous(shop: string, day: string): { views: number; carts: number; ordered: number } {
    assertOwn(this.ctx.id, shop)
    return this.#storage.anonymous.totals(day)
  }

  audience(shop: string, profile: string): AudienceRow | null {
    assertOwn(this.ctx.id, shop)
    return this.#storage.audience.get(profile)
  }

  /** The rows of many at once, as JSON, null where there is none: what a job over people reads. */
  audiences(shop: string, profiles: string[]): (string | null)[] {
    assertOwn(this.ctx.id, shop)
    return profiles.map((profile) => {
      const row = this.#storage.audience.get(profile)
      return row && JSON.stringify(row)
    })
  }

  summary(shop: string, reading: string): ShardSummary {
    assertOwn(this.ctx.id, shop)
    return this.#storage.audience.summary(reading)
  }

  /** Something was published by which people are read: reads everybody anew, a few at a time. */
  sweep(shop: string, reading: string): void {
    assertOwn(this.ctx.id, shop)
    if (this.#sweep.isOf(reading)) return
    this.#sweep.begin(reading)
    this.#due.schedule('sweep', Date.now() + this.env.REFRESH_MS)
  }

  /** How many people's rows rest on a reading. */
  coverage(shop: string, reading: string): Coverage {
    assertOwn(this.ctx.id, shop)
    return this.#storage.audience.coverage(reading)
  }

  /** Who there is, or who is in a segment, as far as this shard has heard. */
  profiles(shop: string, page: ProfilesPage): string[] {
    assertOwn(this.ctx.id, shop)
    return this.#storage.audience.profiles(page)
  }

  /** The profiles in a segment, a thousand at a time. */
  members(shop: string, segment: string, cursor: string | null = null): AudiencePage {
    assertOwn(this.ctx.id, shop)
    return this.#storage.audience.members(segment, cursor ?? '')
  }

  /** Takes a person out: the audience row and waiting log lines at once, lines already in the log by the next night. */
  async erase(shop: string, profile: string): Promise<ShardErasure> {
    assertOwn(this.ctx.id, shop)
    const erased = this.#storage.erase(profile, Date.now())
    this.#due.schedule('compaction', Date.now())
    // The alarm does it again where this fails: the erasure itself is written already.
    await this.#announceCompaction().catch((error) => this.#report('compaction', error))
    return erased
  }

  /** Rewrites log objects without the lines of erased people; called by the nightly job until it is done. */
  async compact(shop: string): Promise<Compaction> {
    assertOwn(this.ctx.id, shop)
    return this.#serially(() => this.#compact())
  }

  /** Sends and writes out everything that waits, now. For exports and proofs; the alarm does the same in its time. */
  async settle(shop: string): Promise<void> {
    assertOwn(this.ctx.id, shop)
    await this.#sendStatistics()
    await this.#sendFields()
    await this.#serially(() => this.#writeLog(0))
  }

  /** Does what is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    await this.#due.run(
      {
        statistics: () => this.#sendStatistics(),
        fields: () => this.#sendFields(),
        sweep: () => this.#sweep.step(),
        log: () => this.#serially(() => this.#writeLog(this.env.LOG_FLUSH_MS)),
        compaction: () => this.#announceCompaction(),
        expiry: () => this.#serially(() => expire(this.#work())),
      },
      (task, error) => this.#report(task, error),
    )
  }

  async #sendStatistics(): Promise<number | null> {
    const startedAt = Date.now()
    const { number } = ownName(this.ctx.id)
    await sendStatistics({ storage: this.#storage, env: this.env, place: this.#place(), shard: number })
    const { fieldOutbox } = this.#storage
    if (!fieldOutbox.isEmpty()) {
      const soon = fieldOutbox.hasNews ? this.env.REFRESH_MS / 2 : FIELD_INTERVALS * this.env.REFRESH_MS
      this.#due.schedule('fields', startedAt + soon)
    }
    const now = Date.now()
    this.#sendAgainAt = now + REST_FACTOR * (now - startedAt)
    return this.#storage.hasUngathered() ? this.#nextSending(now) : null
  }

  async #sendFields(): Promise<null> {
    const { number } = ownName(this.ctx.id)
    await sendFields({ storage: this.#storage, env: this.env, place: this.#place(), shard: number })
    return null
  }

  async #writeLog(flushMs: number): Promise<number | null> {
    const next = await writeLog({ ...this.#work(), flushMs })
    this.#buffered = this.#storage.journal.buffered().size
    this.#scheduleExpiry()
    return next
  }

  async #compact(): Promise<Compaction> {
    const compaction = await compactLog(this.#work())
    if (compaction.isDone) {
      const { shop, number } = ownName(this.ctx.id)
      await this.#blobs.delete(compactionKey(shop, number))
      // Somebody may have been erased while the sign was taken down.
      if (this.#storage.erasures.pending().length > 0) this.#due.schedule('compaction', Date.now())
    }
    this.#scheduleExpiry()
    return compaction
  }

  /** Puts up the sign by which the nightly job finds this shard, and where its objects live. */
  async #announceCompaction(): Promise<null> {
    const { shop, number } = ownName(this.ctx.id)
    if (this.#storage.erasures.pending().length > 0) {
      await this.#blobs.put(compactionKey(shop, number), JSON.stringify(this.#place()))
    }
    return null
  }

  /** One piece of work on R2 after the other: a late write must not undo a compaction. */
  #serially<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#lastWork.then(work)
    this.#lastWork = result.catch(() => {
      // Whoever asked for it hears of it; the next work does not depend on it.
    })
    return result
  }

  /** Each shard has its own moment in the interval: all of them at once would stall a small machine. */
  #nextSending(now: number): number {
    const interval = this.env.REFRESH_MS / 2
    const moment = (ownName(this.ctx.id).number / SHARDS) * interval
    const earliest = Math.max(now, this.#sendAgainAt)
    return (Math.floor((earliest - moment) / interval) + 1) * interval + moment
  }

  #scheduleExpiry(): void {
    const next = nextExpiry(this.#storage)
    if (next !== null) this.#due.schedule('expiry', next)
  }

  #place(): ShopPlace {
    const { shop } = ownName(this.ctx.id)
    const jurisdiction = this.ctx.id.jurisdiction as DurableObjectJurisdiction | undefined
    return { id: shop, ...(jurisdiction && { jurisdiction }) }
  }

  #work() {
    const { shop, number } = ownName(this.ctx.id)
    return { storage: this.#storage, blobs: this.#blobs, shop, shard: number }
  }

  #report(task: string, error: unknown): void {
    logLine('warn', { at: `shard.${task}`, object: this.ctx.id.name, error })
  }
}
