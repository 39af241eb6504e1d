import {
  CONSENT_CHANGED,
  FOLD_CODE_VERSION,
  type FoldState,
  foldAll,
  toFoldEvent,
} from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import { consentsOf } from '../../../shared/features/member-consents.ts'
import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import { compareEvents, type StoredEvent } from '../../../shared/schema/stored-event.ts'
import { placeOf } from '../../lib/object-id.ts'
import { admit, isBroughtAgain } from './admission.ts'
import { type ConsentChange, consentChange, openAfter } from './consent-change.ts'
import type { Visit } from './contract.ts'
import { DedupeIndex, digestColumn } from './dedupe-index.ts'
import { newsIn } from './history.ts'
import { KnownBy } from './known-by.ts'
import { emptyLedger, Ledger } from './ledger.ts'
import { newLogKey } from './log-lines.ts'
import { type OutboxEntry, orderMentions } from './outbox-entry.ts'
import { type DecisionRecord, packRow } from './packed-row.ts'
import { newReceiptId } from './receipt-id.ts'
import { type Cursors, ProfileStorage, type Self } from './storage.ts'

/** Stamped on every state; one of another version is folded anew. */
const FOLD = String(FOLD_CODE_VERSION)

export interface Intake {
  stored: number
  duplicates: number
  withheld: number
}

/** A state, and the events it was folded from, read only when asked for. */
export interface Folded {
  state: FoldState
  timeline: () => readonly FoldEvent[]
}

/** What one visit brought, worked out but not yet written. */
export interface Change extends Intake {
  /** Is there anything to write? */
  isChanged: boolean
  fresh: StoredEvent[]
  /** The member that they belong to. */
  home: string
  /** Another member has one of the messages, too: they fold as one. */
  hasTwin: boolean
  entry: OutboxEntry
}

/** What {@link Person.write} needs of a change. */
export type Written = Pick<Change, 'fresh' | 'entry' | 'home' | 'hasTwin'>

/**
 * A person in memory over their rows: opened once per life of the object, changed only in step with SQLite. All
 * methods are synchronous, so that what a visit does is one transaction.
 */
export class Person {
  readonly storage: ProfileStorage
  readonly knownBy: KnownBy
  readonly cursors: Cursors = { shard: 0, identity: 0, segments: [] }
  #self: Self | null
  #erasedAt: number | null
  #receipt: ErasureReceipt | null
  #ledger: Ledger
  #sequence = 0
  #digests: DedupeIndex | null = null

  constructor(sql: SqlStorage) {
    this.storage = new ProfileStorage(sql)
    this.knownBy = new KnownBy(this.storage.person, () => this.#self)
    const { self, erasedAt, receipt } = this.storage.open()
    this.#receipt = receipt ?? null
    this.#self = self
    this.#erasedAt = erasedAt
    this.#ledger = self ? this.#openLedger() : emptyLedger(this.storage, FOLD)
  }

  get self(): Self | null {
    return this.#self
  }

  get isErased(): boolean {
    return this.#erasedAt !== null || this.#self?.erasing === true
  }

  /** Epoch ms; null = never, or not yet to the end. */
  get erasedAt(): number | null {
    return this.#erasedAt
  }

  /** Of the erasure; null = there was none, or one of before there were receipts. */
  get receipt(): ErasureReceipt | null {
    return this.#receipt
  }

  get state(): FoldState {
    return this.#ledger.state
  }

  get sequence(): number {
    return this.#sequence
  }

  get folded(): Folded {
    return { state: this.state, timeline: () => this.timeline() }
  }

  /** All events in canonical order; none, and no tables to read them from, where nobody is yet. */
  timeline(): readonly FoldEvent[] {
    return this.#self ? this.#ledger.timeline() : []
  }

  /**
   * Takes in what a visit brings: consent first, then the events it allows. Writes nothing yet; `write` does, with
   * what was decided meanwhile. `taken` = the profile was to be new and is not. `erased` is asked here, in the same step
   * as the writing: an erasure may have come while the visit waited for its config.
   */
  take(visit: Visit): Change | 'taken' | 'other-person' | 'erased' {
    if (this.isErased) return 'erased'
    const { home = visit.profile } = visit
    if (visit.identity && this.knownBy.userIds.some((hash) => hash !== visit.identity)) return 'other-person'
    const change = this.#consentChange(visit)
    const consent = change?.event
    const open = openAfter(this.state, change, home)
    const events = visit.isHistory ? newsIn(visit.events, this.state, home) : visit.events
    const allowed = events.filter(
      (event) => event.name === CONSENT_CHANGED || hasConsent(event.consent & open, 'analytics'),
    )
    const brought = consent ? [consent, ...allowed] : allowed
    const { fresh, rewritten, duplicates, known, hasTwin } = admit(brought, {
      home,
      index: this.#digestIndex(brought),
      readRow: (row) => this.storage.row(row),
    })
    if (visit.isNew && (this.#holdsMoreThan(brought, fresh) || !areBroughtAgain(known, brought)))
      return 'taken'
    // Also of a login that brings nothing else: the next one must find out that somebody is known here.
    if (this.#self) this.knownBy.note(visit)
    const withheld = events.length - allowed.length
    const isConsentFresh = consent !== undefined && fresh.includes(consent)
    const stored = fresh.length - (isConsentFresh ? 1 : 0)
    const duplicateEvents =
      duplicates + visit.events.length - events.length - (consent && !isConsentFresh ? 1 : 0)
    if (fresh.length === 0 && rewritten.length === 0) {
      return {
        isChanged: false,
        stored,
        duplicates: duplicateEvents,
        withheld,
        fresh,
        home,
        hasTwin,
        entry: { deltas: [], orders: [] },
      }
    }
    if (!this.#self) {
      this.create(visit)
      this.knownBy.note(visit)
    }
    for (const { sequence, row } of rewritten) this.storage.replaceRow(sequence, packRow(row))
    const deltas = this.#ledger.apply(
      fresh.map((event) => ({ ...event, home })),
      { rewritten: rewritten.length > 0 },
    )
    return {
      isChanged: true,
      stored,
      duplicates: duplicateEvents,
      withheld,
      fresh,
      home,
      hasTwin,
      entry: visit.isHistory
        ? { deltas, orders: [], isHistory: true }
        : { deltas, orders: orderMentions(fresh) },
    }
  }

  /** The state and the events as they would be after a visit, without taking it in. */
  preview(visit: Visit): { state: FoldState; timeline: readonly FoldEvent[] } {
    const consent = this.#consentChange(visit)?.event
    const known = new Set(this.timeline().map(({ source, messageId }) => `${source}\n${messageId}`))
    const fresh = [...(consent ? [consent] : []), ...visit.events]
      .filter(({ source, messageId }) => !known.has(`${source}\n${messageId}`))
      .map((event) => toFoldEvent({ ...event, home: visit.home ?? visit.profile }))
    const timeline = [...this.timeline(), ...fresh].sort(compareEvents)
    return { state: foldAll(timeline, FOLD), timeline }
  }

  /** Writes a visit: its row, and the state after it. */
  write({ fresh, entry, home, hasTwin }: Written, decision?: DecisionRecord): void {
    this.#sequence += 1
    this.storage.insertRow({
      sequence: this.#sequence,
      home: home === this.#self?.profile ? null : home,
      digests: digestColumn(fresh),
      outbox: JSON.stringify(entry),
      body: packRow(decision ? { events: fresh, decision } : { events: fresh }),
    })
    for (const event of fresh) this.#digests?.add(event, this.#sequence)
    if (hasTwin) this.#ledger.reload()
    this.writeState()
  }

  writeState(): void {
    this.storage.writeState(this.cursors, JSON.stringify(this.state))
  }

  /** Closes the door: from here on nothing is taken in, and what is begun is finished by the alarm. */
  startErasing(origins: string[] = []): void {
    if (!this.#self) return
    this.#self = { ...this.#self, erasing: true, origins, receipt: this.#self.receipt ?? newReceiptId() }
    this.storage.writeSelf(this.#self)
  }

  /** After everything was deleted: only that there was somebody is kept. */
  bury(at: number, receipt: ErasureReceipt): void {
    this.storage.bury(at, receipt)
    this.#receipt = receipt
    this.#erasedAt = at
    this.#self = null
    this.#sequence = 0
    Object.assign(this.cursors, { shard: 0, identity: 0, segments: [] })
    this.#ledger = emptyLedger(this.storage, FOLD)
    this.#digests = null
  }

  /** The cookie of somebody who has logged in here may speak for them. */
  #consentChange(visit: Visit): ConsentChange | undefined {
    const { consent, home = visit.profile } = visit
    const isKnown = this.knownBy.hasLoggedIn(home)
    const state = { ...this.state, consents: consentsOf(this.state, home) }
    return consentChange(visit, state, isKnown && consent?.source.startsWith('b:') === true)
  }

  /** Makes somebody of an object that holds nothing yet. */
  create({ shop, profile }: Pick<Visit, 'shop' | 'profile'>): void {
    if (this.#self) return
    const self = { shop: placeOf(shop), profile, logKey: newLogKey() }
    this.storage.create(self)
    this.#self = self
    this.#ledger = emptyLedger(this.storage, FOLD)
  }

  /** The rows of these members are all here now. */
  takeIn(homes: readonly string[]): void {
    this.#digests = null
    this.#ledger.takeIn(this.storage.eventsOf(new Set(homes)))
    this.writeState()
  }

  /** Rows came or went that no visit brought. */
  reload(): void {
    this.#digests = null
    this.#ledger.reload()
    this.writeState()
  }

  /** A state from another fold version is worth nothing: the rows are folded anew. */
  #openLedger(): Ledger {
    const saved = this.storage.readState()
    this.#sequence = this.storage.lastSequence()
    Object.assign(this.cursors, saved?.cursors)
    const state = saved ? (JSON.parse(saved.json) as FoldState) : null
    if (state?.version === FOLD) return new Ledger(this.storage, state)
    const ledger = emptyLedger(this.storage, FOLD)
    ledger.refold()
    return ledger
  }

  /** Loaded only when there is something to compare. */
  #digestIndex(brought: readonly StoredEvent[]): DedupeIndex {
    if (this.#digests) return this.#digests
    const index = new DedupeIndex()
    if (brought.length === 0) return index
    if (this.#self) this.storage.loadDigests(index)
    this.#digests = index
    return index
  }

  /**
   * Has this profile anything that the visit does not bring again? A consent record is made here, once, for the
   * request that is repeated, so it does not count.
   */
  #holdsMoreThan(brought: readonly StoredEvent[], fresh: readonly StoredEvent[]): boolean {
    if (!this.#self) return false
    const count = (events: readonly Pick<StoredEvent, 'name'>[]) =>
      events.filter(({ name }) => name !== CONSENT_CHANGED).length
    return count(this.timeline()) > count(brought) - count(fresh)
  }
}

/** Only a retry knows every event to the letter; who has merely guessed its id does not. Consent records are made here. */
function areBroughtAgain(known: readonly StoredEvent[], brought: readonly StoredEvent[]): boolean {
  return known.every((stored) => stored.name === CONSENT_CHANGED || isBroughtAgain(stored, brought))
}
