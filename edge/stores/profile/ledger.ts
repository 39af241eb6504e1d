import {
  CONSENT_CHANGED,
  changesConsent,
  emptyState,
  type FoldState,
  foldAll,
  foldEvent,
  toFoldEvent,
} from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import { orderIdOf } from '../../../shared/features/order-book.ts'
import { productDeltas } from '../../../shared/features/product-deltas.ts'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import { compareEvents, type EventKey, type StoredEvent } from '../../../shared/schema/stored-event.ts'
import { unpackRow } from './packed-row.ts'
import { type HomedEvent, standingEvents } from './standing-events.ts'
import type { ProfileStorage } from './storage.ts'

/** A snapshot every so many events keeps a late event's refold short. */
const SNAPSHOT_EVERY = 1000

/** States kept in memory: an event that comes a little late goes back a few steps, not to a snapshot. */
const RECENT_STATES = 64

interface Step {
  key: EventKey
  before: FoldState
}

/**
 * The person's events in canonical order and the state they fold to.
 *
 * In order → applied at once. Late → back to the newest known state before it, and forward again. A change of
 * today's consent → from the beginning, because every feature may see other events than before.
 */
export class Ledger {
  readonly #storage: ProfileStorage
  #state: FoldState
  #recent: Step[] = []
  #timeline: FoldEvent[] | null = null

  constructor(storage: ProfileStorage, state: FoldState) {
    this.#storage = storage
    this.#state = state
  }

  get state(): FoldState {
    return this.#state
  }

  /**
   * Takes in new events, before their row is written, and says what they did to the statistics. `rewritten`: stored
   * rows changed under us, so what is in memory is read again and all is folded from the start.
   */
  apply(fresh: readonly (StoredEvent & { home?: string })[], { rewritten = false } = {}): ProductDelta[] {
    const statements = fresh.filter(({ name }) => name === CONSENT_CHANGED)
    if (statements.length > 0 && statements.length < fresh.length) {
      // The rows do not hold the statements yet: read now, or the second half would miss them where it comes late.
      this.timeline()
      // A statement may show or hide earlier orders; that is no news to the statistics, so it goes first and alone.
      const others = fresh.filter(({ name }) => name !== CONSENT_CHANGED)
      return [...this.apply(statements, { rewritten }), ...this.apply(others)]
    }
    const events = fresh.map(toFoldEvent).sort(compareEvents)
    if (rewritten) this.#timeline = null
    const isConsentChange = events.some((event) => changesConsent(this.#state, event))
    const first = events[0]
    const isLate = first && this.#state.last && compareEvents(first, this.#state.last) < 0
    if (rewritten || isConsentChange || isLate) this.timeline()
    if (this.#timeline) for (const event of events) insert(this.#timeline, event)
    if (!rewritten && !isConsentChange && !isLate)
      return events.flatMap((event) => this.#stepWithDeltas(event))

    const before = this.#state
    if (rewritten || isConsentChange) this.refold()
    else this.#refoldFrom(first!)
    return firstOfEachOrder(events).flatMap((event) => productDeltas(before, event, this.#state))
  }

  /** All events in canonical order; read from the rows once, then kept while the object lives. */
  timeline(): readonly FoldEvent[] {
    this.#timeline ??= this.#read()
    return this.#timeline
  }

  /** Folds everything from the start: consent changed, or the code that folds did. */
  refold(): void {
    const events = this.timeline()
    this.#recent = []
    this.#storage.dropSnapshotsFrom(0)
    this.#state = foldAll(events, this.#state.version)
    const { last } = this.#state
    if (last && this.#state.count >= SNAPSHOT_EVERY) {
      this.#storage.saveSnapshot(this.#state.count, last, JSON.stringify(this.#state))
    }
  }

  /** Rows came that no visit brought: other members' events, which may be many and are old. */
  takeIn(events: readonly HomedEvent[]): void {
    const known = new Set(this.#timeline?.map(messageKey))
    if (!this.#timeline || events.some((event) => known.has(messageKey(event)))) {
      this.reload()
      return
    }
    const fresh = events.map(toFoldEvent).sort(compareEvents)
    this.#timeline = [...this.#timeline, ...fresh].sort(compareEvents)
    if (fresh.some(({ name }) => name === CONSENT_CHANGED)) this.refold()
    else if (fresh[0]) this.#refoldFrom(fresh[0])
  }

  /** Rows came or went that no visit brought: reads them all and folds anew. */
  reload(): void {
    this.#timeline = null
    this.refold()
  }

  #stepWithDeltas(event: FoldEvent): ProductDelta[] {
    const before = this.#state
    this.#step(event)
    return productDeltas(before, event, this.#state)
  }

  #step(event: FoldEvent): void {
    this.#recent.push({ key: event, before: this.#state })
    if (this.#recent.length > RECENT_STATES) this.#recent.shift()
    this.#state = foldEvent(this.#state, event)
    if (this.#state.count % SNAPSHOT_EVERY === 0) {
      this.#storage.saveSnapshot(this.#state.count, event, JSON.stringify(this.#state))
    }
  }

  #refoldFrom(late: EventKey): void {
    const base = this.#stateBefore(late)
    if (!base) {
      this.refold()
      return
    }
    const events = this.#after(base.last)
    this.#storage.dropSnapshotsFrom(base.count + 1)
    this.#state = base
    for (const event of events) this.#step(event)
  }

  #stateBefore(late: EventKey): FoldState | null {
    const at = this.#recent.findIndex((step) => compareEvents(step.key, late) >= 0)
    const step = at >= 0 ? this.#recent[at] : undefined
    // The first kept step is only a proof that nothing kept lies between its state and the late event.
    if (step && (!step.before.last || compareEvents(step.before.last, late) < 0)) {
      this.#recent = this.#recent.slice(0, at)
      return step.before
    }
    this.#recent = []
    const saved = this.#storage.snapshots().find((snapshot) => compareEvents(snapshot.key, late) < 0)
    return saved ? (JSON.parse(this.#storage.snapshot(saved.count)) as FoldState) : null
  }

  #after(key: EventKey | null): readonly FoldEvent[] {
    const events = this.timeline()
    return key ? events.filter((event) => compareEvents(event, key) > 0) : events
  }

  #read(): FoldEvent[] {
    const events = this.#storage
      .bodies()
      .flatMap(({ home, body }) => unpackRow(body).events.map((event) => ({ ...event, home })))
    return (this.#storage.mayHoldTwins ? standingEvents(events) : events).map(toFoldEvent).sort(compareEvents)
  }
}

export function emptyLedger(storage: ProfileStorage, version: string): Ledger {
  return new Ledger(storage, emptyState(version))
}

/** The books before and after tell an order's whole difference, so each order is asked about once. */
function firstOfEachOrder(events: readonly FoldEvent[]): FoldEvent[] {
  const orders = new Set<string>()
  return events.filter((event) => {
    if (!event.name.startsWith('order_')) return true
    const id = orderIdOf(event)
    if (orders.has(id)) return false
    orders.add(id)
    return true
  })
}

function messageKey({ source, messageId }: EventKey): string {
  return `${source}\n${messageId}`
}

function insert(events: FoldEvent[], event: FoldEvent): void {
  let at = events.length
  while (at > 0 && compareEvents(events[at - 1]!, event) > 0) at -= 1
  events.splice(at, 0, event)
}
