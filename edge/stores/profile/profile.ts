import { DurableObject } from 'cloudflare:workers'
import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { DueTimes } from '../../lib/due-times.ts'
import { logLine } from '../../lib/log.ts'
import { oneAtATime } from '../../lib/one-at-a-time.ts'
import { assertOwn } from '../../lib/own-name.ts'
import type { AudienceUpdate } from '../shard/contract.ts'
import { buryPerson } from './bury-person.ts'
import type { Asked, Delivered, Moved, ProfileRecord, Visit, VisitReply } from './contract.ts'
import { Delivery } from './delivery.ts'
import { profileDestinations } from './destinations.ts'
import { erasePerson } from './erase-person.ts'
import type * as Join from './join-contract.ts'
import { type JoinTools, joinTools } from './join-tools.ts'
import { Joins } from './joins.ts'
import { Kin } from './kin.ts'
import { type Lending, takeLent } from './lent.ts'
import { mayLeave } from './may-leave.ts'
import { tellNews } from './news.ts'
import type { DecisionRecord } from './packed-row.ts'
import { decisionsIn, eventsAfter } from './pages.ts'
import { Person } from './person.ts'
import { retainPerson } from './retain.ts'
import { open, redirect } from './split.ts'
import { Visits } from './visits.ts'

type DueTask = 'outbox' | 'erasure' | 'joins' | 'retention'

/** One person: a fold over their events, behind one door. See schema.md for what is stored. */
export class Profile extends DurableObject<Env> {
  readonly #person: Person
  readonly #delivery: Delivery
  readonly #kin: Kin
  readonly #tools: JoinTools
  readonly #joins: Joins
  readonly #visits: Visits
  #due: DueTimes<DueTask> | null = null
  #isDeliveryComing = false

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#person = new Person(state.storage.sql)
    this.#kin = new Kin(this.#person)
    this.#delivery = new Delivery(
      this.#person,
      profileDestinations(env, this.#person, {
        audience: () => this.#visits.audience(),
        logKey: (member) => this.#kin.logKeyOf(member),
        append: (member, events) => this.#visits.append(member, events),
      }),
    )
    this.#tools = joinTools(state, env, {
      person: this.#person,
      kin: this.#kin,
      deliver: () => this.#delivery.run(),
      schedule: (task) => this.#dueTimes().schedule(task, Date.now() + env.OUTBOX_ALARM_MS),
    })
    this.#joins = new Joins(this.#tools)
    this.#visits = new Visits(state, env, { tools: this.#tools, joins: this.#joins })
  }

  /** One request's whole business with this person: one call, one transaction. */
  async visit(visit: Visit): Promise<VisitReply> {
    assertOwn(this.ctx.id, visit.shop.id)
    const reply = await this.#visits.take(visit)
    if (!this.#delivery.isDone) this.#deliverSoon()
    return reply
  }

  /** Everything computed about the person, for the secret key; null = nobody here. */
  async read(asked: Asked): Promise<ProfileRecord | Moved | null> {
    const moved = await this.#settled(asked)
    if (moved) return moved
    const { self, state } = this.#person
    if (!self || this.#person.isErased || state.count === 0) return null
    const { view, validUntil } = await this.#visits.look()
    const { version, count, consents, consentAt } = state
    return { profile: self.profile, view, consents, state: { version, count, consentAt }, validUntil }
  }

  /** The person as their shard should have them, read by what is published now; null = nobody here, or not here. */
  async reread(shop: string): Promise<AudienceUpdate | null> {
    assertOwn(this.ctx.id, shop)
    return this.#visits.reread()
  }

  /** What is known by the fields that the shop has classified, as JSON; null = nobody here. */
  async fields(asked: Asked): Promise<{ known: string } | Moved | null> {
    const moved = await this.#settled(asked)
    if (moved) return moved
    return this.#isHere ? { known: JSON.stringify(await this.#visits.fields()) } : null
  }

  /** The events as they came, in order of arrival, from behind a place in it; those of other members come last; null = nobody here. */
  async events(
    asked: Asked,
    after: number,
    limit: number,
  ): Promise<{ events: StoredEvent[]; next: number | null } | Moved | null> {
    const moved = await this.#settled(asked)
    if (moved) return moved
    return this.#isHere ? eventsAfter(this.#person.storage, after, limit) : null
  }

  /** The decisions kept with the rows, newest last. */
  async decisions(asked: Asked): Promise<{ decisions: DecisionRecord[] } | Moved | null> {
    const moved = await this.#settled(asked)
    return moved ?? (this.#isHere ? { decisions: decisionsIn(this.#person.storage) } : null)
  }

  /** How far the outside has confirmed this person's rows; for tests and `vicino reconcile`. */
  async delivered(asked: Asked): Promise<Delivered | Moved | null> {
    const moved = await this.#settled(asked)
    if (moved) return moved
    const { self, sequence, cursors, isErased } = this.#person
    if (!self || isErased) return null
    const shard = cursors.isAudienceDue ? cursors.shard - 1 : cursors.shard
    return { sequence, shard, identity: cursors.identity }
  }

  /** Whether other services may hear of this person now: there is one, nobody erases them, and they agreed to it. */
  mayLeave(asked: Asked): { may: boolean } | Moved {
    return this.#elsewhere(asked) ?? { may: this.#isHere && mayLeave(this.#person.state, Date.now()) }
  }

  /** Who the person is made of, and why; null = nobody here. */
  async identity(asked: Asked): Promise<Join.IdentityRecord | Moved | null> {
    return (await this.#settled(asked)) ?? (this.#isHere ? this.#kin.record : null)
  }

  /** Who answers for the person. */
  head(asked: Asked): { head: string; isSomebody: boolean } | Moved {
    return this.#elsewhere(asked) ?? { head: asked.profile, isSomebody: this.#isHere }
  }

  /** Makes the person of another object one with this one's. */
  async join(request: Join.JoinRequest): Promise<Join.JoinReply> {
    assertOwn(this.ctx.id, request.shop.id)
    const reply = await this.#joins.join(request)
    this.ctx.waitUntil(this.#finishJoins())
    return reply
  }

  /** Turns forwarder. */
  async yieldTo(request: Join.YieldRequest): Promise<Join.YieldReply> {
    assertOwn(this.ctx.id, request.shop.id)
    const reply = await this.#joins.yieldTo(request)
    this.#deliverSoon()
    return reply
  }

  /** The rows of some members, for who answers for them. */
  page(request: Join.PageRequest): Join.Page {
    assertOwn(this.ctx.id, request.shop.id)
    return this.#joins.page(request)
  }

  /** Takes what softly linked profiles are drawn to. */
  lend({ shop }: Join.Addressed, lending: Lending): void {
    assertOwn(this.ctx.id, shop.id)
    takeLent(this.#tools, lending)
  }

  /** Takes an edge away. */
  async split(request: Join.SplitRequest): Promise<Join.SplitReply> {
    const moved = this.#elsewhere({ ...request, shop: request.shop.id })
    if (moved) return moved
    const reply = await this.#joins.split(request)
    this.ctx.waitUntil(this.#finishJoins())
    return reply
  }

  /** Answers for itself and its part again. */
  open(request: Join.OpenRequest): void {
    assertOwn(this.ctx.id, request.shop.id)
    open(this.#tools, request)
    this.ctx.waitUntil(this.#finishJoins())
  }

  /** Follows another head. */
  redirect(request: Join.RedirectRequest): void {
    assertOwn(this.ctx.id, request.shop.id)
    redirect(this.#tools, request)
  }

  /** Has every history in its place. */
  async settle({ shop }: Join.Addressed): Promise<void> {
    assertOwn(this.ctx.id, shop.id)
    await this.#joins.settle()
  }

  /**
   * Erases the person everywhere, with all members. Once begun it is finished, by the alarm if need be. `member`:
   * said by who answers for the person, and sees to the others itself; with the objects that have accepted its rows.
   */
  async erase(asked: Asked, member?: { origins: string[] }): Promise<{ erased: boolean } | Moved> {
    // Who has joined or left by then is, or is not, part of it.
    if (!member) await this.#joins.finish()
    const moved = this.#elsewhere(asked)
    if (moved && !member) return moved
    if (!this.#person.self) return { erased: this.#person.isErased }
    this.#tools.transact(() => {
      this.#person.startErasing(member?.origins)
      this.#dueTimes().schedule('erasure', Date.now() + this.env.OUTBOX_ALARM_MS)
    })
    await this.#finishErasing()
    return { erased: true }
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
          await this.#delivery.finish()
          return null
        },
        retention: () =>
          retainPerson(this.ctx, this.env, {
            tools: this.#tools,
            joins: this.#joins,
            erase: () => this.#dueTimes().schedule('erasure', Date.now()),
          }),
        erasure: () => this.#finishErasing(),
        joins: async () => {
          await this.#joins.finish()
          await tellNews(this.env, this.#kin, this.#person)
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

  get #isHere(): boolean {
    return this.#person.self !== null && !this.#person.isErased
  }

  /** Before anything is read: every history is in its place. */
  async #settled(asked: Asked): Promise<Moved | null> {
    if (this.#joins.isUnderWay && !this.#kin.forward) await this.#joins.settle()
    return this.#elsewhere(asked)
  }

  #elsewhere({ shop, profile, member }: Asked): Moved | null {
    assertOwn(this.ctx.id, shop)
    const to = this.#person.isErased ? null : this.#kin.where(member, profile)
    return to === null ? null : { status: 'moved', to }
  }

  /** After the reply; the alarm is the net. */
  async #finishJoins(): Promise<void> {
    try {
      // Folding a long history would hold the reply up.
      await scheduler.wait(0)
      await this.#joins.finish()
      await this.#delivery.try()
      await tellNews(this.env, this.#kin, this.#person)
    } catch (error) {
      logLine('warn', { at: 'profile.joins', profile: this.#person.self?.profile, error })
    }
  }

  /** One at a time: the alarm may come while a long erasure is under way. */
  readonly #finishErasing = oneAtATime(async (): Promise<null> => {
    const { self } = this.#person
    if (!self?.erasing) return null
    await this.#delivery.leaveCounts()
    const receipt = await erasePerson(this.env, self, this.#person.storage)
    this.#due = null
    await buryPerson(this.ctx.storage, this.#person, receipt)
    return null
  })

  #dueTimes(): DueTimes<DueTask> {
    this.#due ??= new DueTimes<DueTask>(this.ctx.storage)
    this.#due.ensure('retention', Date.now() + this.env.RETENTION_CHECK_MS)
    return this.#due
  }
}
