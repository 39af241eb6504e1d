import { type ConsentStamp, hasConsent } from '../schema/consent.ts'
import { type ConsentState, consentAfter, openPurposes, todaysConsent } from '../schema/consent-state.ts'
import { productsOf } from '../schema/event-fields.ts'
import { readConsent } from '../schema/intake/read-consent.ts'
import { compareEvents, type EventKey, type StoredEvent } from '../schema/stored-event.ts'
import type { Feature, ShopModel } from './feature.ts'
import type { FoldEvent } from './fold-event.ts'
import { FEATURES, type FeatureValues } from './index.ts'
import {
  allConsents,
  consentsOf,
  type MemberConsents,
  NOTHING_SAID,
  withConsents,
} from './member-consents.ts'
import { type OrderBook, orderBook } from './order-book.ts'

/** Raise it when stored events would fold to another state than before: stale states are then folded anew. */
export const FOLD_CODE_VERSION = 6

/** A person, as computed from their events. A JSON value; never changed in place. */
export interface FoldState extends MemberConsents {
  /** Of code and config; see {@link FOLD_CODE_VERSION}. */
  version: string
  /** Today's consent; of a purpose that nobody spoke of, the stamp of the newest event. */
  consent: ConsentStamp
  /** Epoch ms of the newest statement about any of them; null = the person never made one here. */
  consentAt: number | null
  /** Events folded, those that no feature may see included. */
  count: number
  /** The newest event by canonical order. */
  last: EventKey | null
  book: OrderBook
  /**
   * The orders as features for personalization may see them; null = the same as `book`. It differs from the first
   * event on that counts for analytics alone, so that a refund takes back what its order taught and nothing else.
   */
  personalBook: OrderBook | null
  features: Record<string, unknown>
  /**
   * The features for analytics as a decision may see them: without the events that count for analytics alone. Null =
   * the same as in `features`.
   */
  personalFeatures: Record<string, unknown> | null
}

const PARTS: readonly Feature<unknown, unknown>[] = FEATURES

export function emptyState(version: string): FoldState {
  const features = Object.fromEntries(PARTS.map((feature) => [feature.name, feature.initial]))
  return {
    version,
    consent: 0,
    ...NOTHING_SAID,
    consentAt: null,
    count: 0,
    last: null,
    book: orderBook.initial,
    personalBook: null,
    features,
    personalFeatures: null,
  }
}

/** Parses the sender's text, once; intake has made sure that it is a JSON object. */
export function toFoldEvent({ raw, ...stored }: StoredEvent & { home?: string }): FoldEvent {
  const { properties, traits, context } = JSON.parse(raw) as Record<string, unknown>
  const isAboutPerson = stored.name === 'identified' || stored.name === 'grouped'
  const fields = record((isAboutPerson ? traits : properties) ?? properties ?? traits)
  return {
    ...stored,
    properties: fields,
    context: record(context),
    products: products(stored, fields),
    lines: [],
  }
}

/**
 * Does this event change what the features may see? Then {@link foldAll} has to start anew, because a feature sees an
 * event only if its stamp and *today's* consent allow it. So does a statement that comes late: what it says may have
 * been overtaken by those after it.
 */
export function changesConsent(state: FoldState, event: FoldEvent): boolean {
  if (event.name !== CONSENT_CHANGED) return false
  const isLate = state.last !== null && compareEvents(event, state.last) < 0
  return isLate || openPurposes(stated(state, event).consents) !== openPurposes(state.consents)
}

/** The state after one more event, which comes after all others and does not {@link changesConsent | change consent}. */
export function foldEvent(state: FoldState, event: FoldEvent): FoldState {
  return step(state, event, event.name === CONSENT_CHANGED ? stated(state, event) : state)
}

/** The state of all of a person's events, in whatever order they are given. */
export function foldAll(events: readonly FoldEvent[], version: string): FoldState {
  const ordered = events.toSorted(compareEvents)
  const said = new Map<string, ConsentState>()
  for (const event of ordered) {
    const { home = '', name } = event
    if (name === CONSENT_CHANGED) said.set(home, saidBy(event, said.get(home) ?? {}))
  }
  const consents = allConsents(said)
  return ordered.reduce((state, event) => step(state, event, consents), emptyState(version))
}

/** What the state says now. A purpose that today's consent lacks shows nothing. */
export function featureValues(state: FoldState, context: ValueContext): FeatureValues {
  return valuesOf(
    ({ name, purpose, initial }) => (hasConsent(state.consent, purpose) ? state.features[name] : initial),
    context,
  )
}

/** The same for what a person is shown: it rests on what was agreed to for personalization alone, then and today. */
export function personalValues(state: FoldState, context: ValueContext): FeatureValues {
  const isAllowed = hasConsent(state.consent, 'personalization')
  const features = { ...state.features, ...state.personalFeatures }
  return valuesOf(({ name, initial }) => (isAllowed ? features[name] : initial), context)
}

type ValueContext = { now: number; shop: ShopModel }

function valuesOf(
  stateOf: (part: Feature<unknown, unknown>) => unknown,
  context: ValueContext,
): FeatureValues {
  const entries = PARTS.map((feature) => [feature.name, feature.value(stateOf(feature), context)])
  return Object.fromEntries(entries) as FeatureValues
}

/** The event that records what the person agrees to. */
export const CONSENT_CHANGED = 'consent_changed'

/** `today`: what is agreed to, with what this event states. */
function step(state: FoldState, event: FoldEvent, today: MemberConsents): FoldState {
  const { consents, speaker, spoken } = today
  const isStatement = event.name === CONSENT_CHANGED
  const { books, seen } = enterInBooks(state, event, event.consent & openPurposes(consents))
  return {
    version: state.version,
    consent: todaysConsent(consents, isStatement ? state.consent : event.consent),
    consents,
    speaker,
    spoken,
    consentAt: isStatement ? event.time : state.consentAt,
    count: state.count + 1,
    last: { time: event.time, source: event.source, messageId: event.messageId },
    ...books,
    ...updatedFor(state, seen),
  }
}

/** The event as each purpose sees it; absent = not at all. */
type Seen = Partial<Record<Feature<unknown, unknown>['purpose'], FoldEvent>>

/** Each purpose has orders of its own: what an event did to them depends on the events before that it may see. */
function enterInBooks(
  { book, personalBook }: FoldState,
  event: FoldEvent,
  seenFor: ConsentStamp,
): { books: Pick<FoldState, 'book' | 'personalBook'>; seen: Seen } {
  if (!hasConsent(seenFor, 'analytics')) return { books: { book, personalBook }, seen: {} }
  const booked = orderBook.apply(book, event)
  const analytics = withOrder(event, booked)
  if (!hasConsent(seenFor, 'personalization')) {
    const isSame = personalBook === null && booked.book === book
    return {
      books: { book: booked.book, personalBook: isSame ? null : (personalBook ?? book) },
      seen: { analytics },
    }
  }
  if (personalBook === null)
    return { books: { book: booked.book, personalBook }, seen: { analytics, personalization: analytics } }
  const personal = orderBook.apply(personalBook, event)
  return {
    books: { book: booked.book, personalBook: personal.book },
    seen: { analytics, personalization: withOrder(event, personal) },
  }
}

function withOrder(event: FoldEvent, { lines, change }: ReturnType<typeof orderBook.apply>): FoldEvent {
  return change ? { ...event, lines, order: change } : event
}

/** The two parts ways with the first event that teaches analytics something else than personalization. */
function updatedFor(before: FoldState, seen: Seen): Pick<FoldState, 'features' | 'personalFeatures'> {
  const features = updated(before.features, PARTS, ({ purpose }) => seen[purpose])
  const isSame = features === before.features || seen.personalization === seen.analytics
  if (before.personalFeatures === null && isSame) return { features, personalFeatures: null }
  const known = before.personalFeatures ?? analyticsPart(before.features)
  return { features, personalFeatures: updated(known, ANALYTICS_PARTS, () => seen.personalization) }
}

const ANALYTICS_PARTS = PARTS.filter(({ purpose }) => purpose === 'analytics')

function analyticsPart(features: FoldState['features']): FoldState['features'] {
  return Object.fromEntries(ANALYTICS_PARTS.map(({ name }) => [name, features[name]]))
}

function updated(
  features: FoldState['features'],
  parts: typeof PARTS,
  seenBy: (part: Feature<unknown, unknown>) => FoldEvent | undefined,
): FoldState['features'] {
  let next = features
  for (const part of parts) {
    const { name, update } = part
    const event = seenBy(part)
    if (!event) continue
    const after = update(features[name], event)
    if (after === features[name]) continue
    if (next === features) next = { ...features }
    next[name] = after
  }
  return next
}

function stated(known: MemberConsents, event: FoldEvent): MemberConsents {
  const { home = '' } = event
  return withConsents(known, home, saidBy(event, consentsOf(known, home)))
}

/**
 * Where a member stands after its statement. Whoever has the source `s` holds the secret key; statements from before
 * trust was noted have only that.
 */
function saidBy(event: FoldEvent, known: ConsentState): ConsentState {
  const { source, isTrusted, time, messageId, properties } = event
  const statement = readConsent(properties)
  if (!statement) return known
  return consentAfter(known, { statement, at: time, by: messageId, isTrusted: isTrusted ?? source === 's' })
}

/** An event about one product takes what the catalogue knew of it then; a list would not say which it meant. */
function products({ name, facts }: Omit<StoredEvent, 'raw'>, properties: FoldEvent['properties']) {
  const found = productsOf(name, properties)
  const only = found.length === 1 ? found[0] : undefined
  return only && facts ? [{ ...facts, ...only }] : found
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}
