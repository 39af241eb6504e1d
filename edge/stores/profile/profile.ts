import { DurableObject } from 'cloudflare:workers'
import { type ErasureReceipt, erasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import { type Keep, keepOf } from '../../../shared/privacy/keep.ts'
import type { ConsentState } from '../../../shared/schema/consent-state.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { DueTimes } from '../../lib/due-times.ts'
import { logLine } from '../../lib/log.ts'
import { assertOwn } from '../../lib/own-name.ts'
import { configVersion, liveConfig } from '../config/config-store.ts'
import { type LiveConfig, NOTHING_PUBLISHED } from '../config/live-config.ts'
import type { ProfileView, Visit, VisitReply } from './contract.ts'
import { Delivery } from './delivery.ts'
import { profileDestinations } from './destinations.ts'
import { erasePerson, tellErased } from './erase-person.ts'
import { audienceRow, decisionOf, type Look, look, viewFor } from './look.ts'
import { mayLeave } from './may-leave.ts'
import type { DecisionRecord } from './packed-row.ts'
import { unpackRow } from './packed-row.ts'
import { type Change, type Folded, Person } from './person.ts'
import { Quota } from './quota.ts'
import { retain } from './retain.ts'

/** More than any shopper's browser does; a flood of one handle is turned away here and disturbs nobody else. */
const QUOTA = { burst: 120, perSecond: 10 }

type DueTask = 'outbox' | 'erasure' | 'retention'

/** What the secret key may read of a person. */
export interface ProfileRecord {
  profile: string
  view: ProfileView
  /** Where the person stands on each purpose and channel. */
  consents: ConsentState
  state: { version: string; count: number; consentAt: number | null }
  validUntil: number | null
}

/** One person: a fold over their events, behind one door. See schema.md for what is stored. */
export class Profile extends DurableObject<Env> {
  readonly #person: Person
  readonly #delivery: Delivery
  readonly #quota = new Quota(QUOTA)
  #due: DueTimes<DueTask> | null = null
  #isDeliveryComing = false

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#person = new Person(state.storage.sql)
    this.#delivery = new Delivery(
      this.#person,
      profileDestinations(env, this.#person, {
        audience: async () => audienceRow(this.#look(await this.#newestConfig())),
        append: (events) => this.#append(events),
      }),
    )
  }

  /** One request's whole business with this person: one call, one transaction. */
  async visit(visit: Visit): Promise<VisitReply> {
    assertOwn(this.ctx.id, visit.shop.id)
    if (this.#person.isErased) return { status: 'erased', at: this.#person.erasedAt ?? visit.now }
    if (!visit.isServer && !visit.isPreflight) {
      const quota = this.#quota.take(visit.now)
      if (!quota.isTaken) return { status: 'busy', retryAfterSeconds: quota.retryAfterSeconds }
    }
    // All that is needed is loaded before the one synchronous step, so that nothing comes in between.
    const live = visit.decide
      ? await this.#config(visit.shop.id, visit.decide.configVersion)
      : NOTHING_PUBLISHED
    const reply = visit.isPreflight ? this.#evaluate(visit, live) : this.#take(visit, live)
    if (!this.#delivery.isDone) this.#deliverSoon()
    return reply
  }

  /** Everything computed about the person, for the secret key; null = nobody here. */
  async read(shop: string): Promise<ProfileRecord | null> {
    assertOwn(this.ctx.id, shop)
    const { self, state } = this.#person
    if (!self || this.#person.isErased) return null
    const { view, validUntil } = this.#look(await this.#newestConfig())
    const { version, count, consents, consentAt } = state
    return { profile: self.profile, view, consents, state: { version, count, consentAt }, validUntil }
  }

  /** The events as they came, in order of arrival, from behind a row's sequence number. */
  events(shop: string, after: number, limit: number): { events: StoredEvent[]; next: number | null } {
    assertOwn(this.ctx.id, shop)
    if (!this.#person.self || this.#person.isErased) return { events: [], next: null }
    const rows = this.#person.storage.rowsAfter(after, limit)
    return {
      events: rows.flatMap((row) => unpackRow(row.body).events),
      next: rows.length === limit ? rows.at(-1)!.sequence : null,
    }
  }

  /** The decisions kept with the rows, newest last. */
  decisions(shop: string): DecisionRecord[] {
    assertOwn(this.ctx.id, shop)
    if (!this.#person.self || this.#person.isErased) return []
    return this.#person.storage.bodies().flatMap((body) => unpackRow(body).decision ?? [])
  }

  /** How far the outside has confirmed this person's rows; for tests and `vicino reconcile`. */
  delivered(shop: string): { sequence: number; shard: number; identity: number } {
    assertOwn(this.ctx.id, shop)
    const { sequence, cursors } = this.#person
    return { sequence, shard: cursors.shard, identity: cursors.identity }
  }

  /** Whether other services may hear of this person now: there is one, nobody erases them, and they agreed to it. */
  mayLeave(shop: string): boolean {
    assertOwn(this.ctx.id, shop)
    const { self, isErased, state } = this.#person
    return self !== null && !isErased && mayLeave(state, Date.now())
  }

  /** Erases the person everywhere. Once begun it is finished, by the alarm if need be. False = nobody here. */
  async erase(shop: string): Promise<boolean> {
    assertOwn(this.ctx.id, shop)
    if (!this.#person.self) return this.#person.isErased
    this.ctx.storage.transactionSync(() => {
      this.#person.startErasing()
      this.#dueTimes().schedule('erasure', Date.now() + this.env.OUTBOX_ALARM_MS)
    })
    await this.#finishErasing()
    return true
  }

  /** What an erasure took away; null = nobody was erased here. */
  receipt(shop: string): ErasureReceipt | null {
    assertOwn(this.ctx.id, shop)
    return this.#person.receipt
  }

  /** Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    if (!this.#person.self) return
    await this.#dueTimes().run(
      {
        outbox: async () => {
          await this.#delivery.run()
          this.#person.storage.writeCursors(this.#person.cursors)
          return null
        },
        retention: async () => this.#retain(keepOf((await this.#newestConfig()).config)),
        erasure: async () => {
          await this.#finishErasing()
          return null
        },
      },
      (task, error) => logLine('warn', { at: `profile.${task}`, profile: this.#person.self?.profile, error }),
    )
  }

  /** A page asks, then tells what was seen of it: one delivery takes both, and holds up neither reply. */
  #deliverSoon(): void {
    if (this.#isDeliveryComing) return
    this.#isDeliveryComing = true
    const delivered = scheduler.wait(this.env.OUTBOX_WAIT_MS).then(() => {
      this.#isDeliveryComing = false
      return this.#delivery.try()
    })
    this.ctx.waitUntil(delivered)
  }

  #take(visit: Visit, live: LiveConfig): VisitReply {
    try {
      return this.ctx.storage.transactionSync(() => {
        const change = this.#person.take(visit)
        if (change === 'taken' || change === 'other-person') return { status: change }
        const view = visit.decide ? this.#see(visit, live) : null
        const decision = view && decisionOf(visit, live, view)
        if (change.isChanged || (decision && this.#person.self)) this.#write(change, decision ?? undefined)
        const { stored, duplicates, withheld } = change
        return { status: 'ok', stored, duplicates, withheld, view }
      })
    } catch (error) {
      // What is in memory may be ahead of what was rolled back: a fresh object reads the truth.
      this.ctx.abort('a visit failed and was rolled back')
      throw error
    }
  }

  /** Evaluates without keeping anything. */
  #evaluate(visit: Visit, live: LiveConfig): VisitReply {
    const { state, timeline } = this.#person.preview(visit)
    const view = this.#see(visit, live, { state, timeline: () => timeline })
    return { status: 'ok', stored: 0, duplicates: 0, withheld: 0, view }
  }

  #write(change: Pick<Change, 'fresh' | 'entry'>, decision?: DecisionRecord): void {
    this.#person.write(change, decision)
    this.#dueTimes().schedule('outbox', Date.now() + this.env.OUTBOX_ALARM_MS)
    this.#dueTimes().ensure('retention', Date.now() + this.env.RETENTION_CHECK_MS)
  }

  /** When to look again; null = the person goes as a whole, and the alarm sees to it. */
  #retain(keep: Keep): number | null {
    const now = Date.now()
    return this.ctx.storage.transactionSync(() => {
      const retained = retain(this.#person, keep, { now, checkMs: this.env.RETENTION_CHECK_MS })
      if (retained.status === 'over') {
        this.#person.startErasing()
        this.#dueTimes().schedule('erasure', now)
        return null
      }
      if (retained.dropped > 0) this.#dueTimes().schedule('outbox', now)
      return retained.next
    })
  }

  /** Trusted words that were waiting for this person's order. */
  #append(events: StoredEvent[]): void {
    const { self } = this.#person
    if (!self || events.length === 0) return
    this.#take({ shop: self.shop, profile: self.profile, now: Date.now(), events }, NOTHING_PUBLISHED)
  }

  /** The person as they are, on no page. */
  #look(live: LiveConfig): Look {
    return look(this.#person.folded, { profile: this.#profile, live, page: {}, now: Date.now() })
  }

  #see({ decide, now }: Visit, live: LiveConfig, folded: Folded = this.#person.folded): ProfileView | null {
    return decide ? viewFor(decide, folded, { profile: this.#profile, live, now }) : null
  }

  get #profile(): string {
    return this.#person.self?.profile ?? ''
  }

  async #finishErasing(): Promise<void> {
    const { self } = this.#person
    if (!self?.erasing) return
    // A delivery under way ends first, so that nothing arrives after the word to forget.
    await this.#delivery.try()
    const now = Date.now()
    const counted = { ...this.#person.counts, ...(await erasePerson(this.env, self, now)) }
    const receipt = erasureReceipt(self.receipt ?? `e_${now.toString(36)}`, counted, now)
    await tellErased(this.env, self, receipt.id, now)
    await this.ctx.storage.deleteAll()
    this.#due = null
    this.#person.bury(now, receipt)
  }

  #dueTimes(): DueTimes<DueTask> {
    this.#due ??= new DueTimes<DueTask>(this.ctx.storage)
    return this.#due
  }

  #newestConfig(): Promise<LiveConfig> {
    const shop = this.#person.self?.shop.id
    return shop
      ? liveConfig(this.env, shop, (work) => this.ctx.waitUntil(work))
      : Promise.resolve(NOTHING_PUBLISHED)
  }

  #config(shop: string, version: number): Promise<LiveConfig> {
    return configVersion(this.env, shop, version, (work) => this.ctx.waitUntil(work))
  }
}
