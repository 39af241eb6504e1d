import type { KnownField } from '../../../shared/fields/field-facts.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { configVersion, liveConfig } from '../config/config-store.ts'
import { type LiveConfig, NOTHING_PUBLISHED } from '../config/live-config.ts'
import type { AudienceUpdate } from '../shard/contract.ts'
import type { ProfileView, Visit, VisitReply } from './contract.ts'
import type { AudienceView } from './delivery.ts'
import type { JoinTools } from './join-tools.ts'
import type { Joins } from './joins.ts'
import { knownFields } from './known-fields.ts'
import { lentTastes } from './lent.ts'
import { audienceRow, decisionOf, type Look, look, viewFor } from './look.ts'
import type { Folded } from './person.ts'
import { Quota } from './quota.ts'
import { reachPerson } from './reach.ts'

/** More than any shopper's browser does; a flood of one handle is turned away here and disturbs nobody else. */
const QUOTA = { burst: 120, perSecond: 10 }

/** What requests bring to a person, one after the other. */
export class Visits {
  readonly #ctx: DurableObjectState
  readonly #env: Env
  readonly #tools: JoinTools
  readonly #joins: Joins
  readonly #quota = new Quota(QUOTA)

  constructor(ctx: DurableObjectState, env: Env, { tools, joins }: { tools: JoinTools; joins: Joins }) {
    this.#ctx = ctx
    this.#env = env
    this.#tools = tools
    this.#joins = joins
  }

  /** One request's whole business: one transaction, wherever its member is answered for. */
  async take(visit: Visit): Promise<VisitReply> {
    const { person } = this.#tools
    if (person.isErased) return erased(person, visit)
    if (!visit.isServer && !visit.isPreflight) {
      const quota = this.#quota.take(visit.now)
      if (!quota.isTaken) return { status: 'busy', retryAfterSeconds: quota.retryAfterSeconds }
    }
    // All that is needed is loaded before the one synchronous step, so that nothing comes in between.
    const live = visit.decide
      ? await this.#config(visit.shop.id, visit.decide.configVersion)
      : NOTHING_PUBLISHED
    return this.#whenSettled(visit, (to) => {
      if (to !== null) return { status: 'moved', to }
      if (person.isErased) return erased(person, visit)
      return visit.isPreflight ? this.#evaluate(visit, live) : this.#take(visit, live)
    })
  }

  /** Trusted words that were waiting for a member's order. */
  async append(member: string, events: StoredEvent[]): Promise<void> {
    const { self } = this.#tools.person
    if (!self || events.length === 0) return
    const visit = { shop: self.shop, profile: self.profile, home: member, now: Date.now(), events }
    const to = await this.#whenSettled(visit, (elsewhere) => {
      if (elsewhere === null) this.#take(visit, NOTHING_PUBLISHED)
      return elsewhere
    })
    if (to !== null)
      await reachPerson(this.#env, self.shop, to, (stub, { profile }) =>
        stub.visit({ ...visit, profile, isServer: true }),
      )
  }

  /** The person as they are, on no page. */
  async look(): Promise<Look> {
    const { person } = this.#tools
    const live = await this.#newestConfig()
    return look(person.folded, { profile: person.self?.profile ?? '', live, page: {}, now: Date.now() })
  }

  /** The same for their shard; null = somebody else answers for them, or nobody is here. */
  async audience(): Promise<AudienceView | null> {
    const { person, kin } = this.#tools
    if (kin.forward || person.state.count === 0) return null
    return audienceRow(await this.look())
  }

  /** And by itself, without anything new of them. */
  async reread(): Promise<AudienceUpdate | null> {
    const { person } = this.#tools
    const audience = person.self && !person.isErased ? await this.audience() : null
    return audience && { ...audience, features: JSON.stringify(audience.features), sequence: person.sequence }
  }

  /** What the classified fields say of them. */
  async fields(): Promise<KnownField[]> {
    const { fields } = await this.#newestConfig()
    const { state, timeline } = this.#tools.person.folded
    return knownFields(timeline(), state, fields).entries()
  }

  #take(visit: Visit, live: LiveConfig): VisitReply {
    const { person } = this.#tools
    try {
      return this.#ctx.storage.transactionSync(() => {
        const change = person.take(visit)
        if (change === 'erased') return erased(person, visit)
        if (change === 'taken' || change === 'other-person') return { status: change }
        const view = visit.decide ? this.#see(visit, live) : null
        const decision = view && decisionOf(visit, live, view)
        if (change.isChanged || (decision && person.self)) {
          person.write(change, decision ?? undefined)
          this.#tools.scheduleDelivery()
        }
        const { stored, duplicates, withheld } = change
        const head = visit.home !== undefined && visit.home !== visit.profile && { head: visit.profile }
        return { status: 'ok', stored, duplicates, withheld, view, ...head }
      })
    } catch (error) {
      // What is in memory may be ahead of what was rolled back: a fresh object reads the truth.
      this.#ctx.abort('a visit failed and was rolled back')
      throw error
    }
  }

  /** Evaluates without keeping anything. */
  #evaluate(visit: Visit, live: LiveConfig): VisitReply {
    const { state, timeline } = this.#tools.person.preview(visit)
    const view = this.#see(visit, live, { state, timeline: () => timeline })
    return { status: 'ok', stored: 0, duplicates: 0, withheld: 0, view }
  }

  /**
   * Waits until the visit's member is wholly here, or elsewhere (then the work is told where). The work is done in
   * the very turn in which that was found: one turn later this object might have yielded, and what it took in would
   * be with nobody.
   */
  async #whenSettled<T>(visit: Visit, work: (to: string | null) => T): Promise<T> {
    const { profile, home = profile } = visit
    const { kin, person } = this.#tools
    for (let isFinished = false; ; ) {
      // A login decides who may be joined; and who is elsewhere may just be coming, or going.
      const isNews = person.knownBy.isNews(visit)
      const isElsewhere = !kin.forward && kin.where(home, profile) !== null && !isFinished
      if (this.#joins.isUnderWay && (isNews || isElsewhere)) {
        await this.#joins.finish()
        isFinished = true
      } else if (this.#joins.isPending(home)) await this.#joins.settle()
      else return work(kin.where(home, profile))
    }
  }

  #see(
    { profile, decide, now }: Visit,
    live: LiveConfig,
    folded: Folded = this.#tools.person.folded,
  ): ProfileView | null {
    const view = decide ? viewFor(decide, folded, { profile, live, now }) : null
    const { table } = this.#tools.kin
    const linked = view && table.of('lent').size > 0 ? lentTastes(table, now) : []
    return view && linked.length > 0 ? { ...view, linked } : view
  }

  async #newestConfig(): Promise<LiveConfig> {
    const { self } = this.#tools.person
    if (!self) return NOTHING_PUBLISHED
    return liveConfig(this.#env, self.shop.id, (work) => this.#ctx.waitUntil(work))
  }

  #config(shop: string, version: number): Promise<LiveConfig> {
    return configVersion(this.#env, shop, version, (work) => this.#ctx.waitUntil(work))
  }
}

/** Until the erasure has come to its end, all that was before this visit is of before it. */
function erased(person: JoinTools['person'], { now }: Visit): Extract<VisitReply, { status: 'erased' }> {
  const { erasedAt, self, receipt } = person
  // Those of before there were receipts are told apart by their time.
  return { status: 'erased', at: erasedAt ?? now, erasure: receipt?.id ?? self?.receipt ?? String(erasedAt) }
}
