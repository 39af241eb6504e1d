import type { Choice, PersonKind, Step, WireEvent, WireOrder } from './history.ts'
import { isNews, openFor, type Stated, stampOf, standingsOf, todayOf } from './reference-consent.ts'
import { featuresOf, type SeenEvent, segmentsOf } from './reference-features.ts'
import { readEvent } from './reference-reading.ts'

/** An event as the model keeps it; sources sort like the edge's: a browser's or a claim's before the server's. */
export interface KeptEvent extends SeenEvent {
  source: 'own' | 'server'
  messageId: string
  /** Position of the request: of two copies at the same time the one that came first stands. */
  arrival: number
  consent: number
  text: string
  /** Of a statement. */
  choice?: Choice
}

const EMAIL = 4
const ANALYTICS = 1
const PERSONALIZATION = 2

/**
 * What the edge promises about one person, in the plainest words: keep a list, sort it, compute everything anew.
 * Written from the documents alone; shares nothing with the code it judges.
 */
export class ReferenceModel {
  readonly #kind: PersonKind
  #events: KeptEvent[] = []
  /** Orders the person reported; true = the server's word has come to them. */
  #claimed = new Map<string, boolean>()
  #waiting: WireOrder[] = []
  #erasedAt = Number.NEGATIVE_INFINITY
  #isGone = false
  #arrival = 0

  constructor(kind: PersonKind) {
    this.#kind = kind
  }

  /** What the answer to a batch says. */
  send({ by, events, choice }: Extract<Step, { do: 'send' }>) {
    this.#arrival += 1
    const isSecret = by === 'server' || this.#kind === 'known'
    const unstated = isSecret ? ANALYTICS : 0
    const stamped = events.map((event) => {
      const own = event.context?.consent as Choice | undefined
      const around = stampOf(choice, unstated)
      if (choice?.analytics === false) return { event, stamp: around }
      if (own) return { event, stamp: stampOf(own, around) }
      // What was done before the choice was not asked about.
      const isOlder = choice && Date.parse(event.timestamp) < Date.parse(choice.record.at)
      return { event, stamp: isOlder ? around & ANALYTICS : around }
    })
    const allowed = stamped.filter(({ stamp }) => stamp & ANALYTICS)
    const mine = allowed.filter(({ event }) => this.#isMine(by, Date.parse(event.timestamp)))
    const withheld = { accepted: 0, duplicates: 0, withheld: events.length }
    if (this.#isNobody(by) || (allowed.length > 0 && mine.length === 0)) return withheld
    const source = isSecret ? 'server' : 'own'
    const statement = choice ?? newest(allowed.length > 0 ? mine.map(({ event }) => event) : events)
    if (statement) this.#state(statement, source)
    const kept = mine.filter(({ stamp }) => this.#open() & stamp & ANALYTICS)
    const fresh = kept.filter(({ event, stamp }) =>
      this.#keep({ ...readEvent(event), ...this.#stamp(source, stamp, isSecret, event) }),
    ).length
    return { accepted: fresh, duplicates: kept.length - fresh, withheld: events.length - kept.length }
  }

  /** The server's word about an order; unnamed, it waits for whoever reports the order. */
  order(order: WireOrder, isNamed: boolean): void {
    this.#arrival += 1
    const { order_id, status } = order
    // A browser's report states the total that the server confirms; a refund or cancellation states none.
    const isFitting = this.#claimed.get(order_id) || (this.#claimed.has(order_id) && status === 'completed')
    if (!isNamed && isFitting) this.#claimed.set(order_id, true)
    if (isNamed || isFitting) this.#word(order, isNamed)
    else if (!this.#waiting.some((other) => wordId(other) === wordId(order))) this.#waiting.push(order)
  }

  erase(now: number): void {
    this.#events = []
    this.#waiting = this.#waiting.filter(({ order_id }) => !this.#claimed.has(order_id))
    this.#claimed.clear()
    this.#erasedAt = now
    this.#isGone = true
  }

  get isStored(): boolean {
    return this.#events.length > 0
  }

  /** The whole of `GET /v1/profiles/:id` but the profile's name; null = nobody. */
  profile(now: number) {
    if (!this.isStored) return null
    const events = this.#inOrder()
    const statement = events.findLast(({ name }) => name === 'consent_changed')
    const consents = standingsOf(this.#statements())
    const newest = events.findLast(({ name }) => name !== 'consent_changed')
    const consent = todayOf(consents, newest?.consent ?? 0)
    const seenFor = (purpose: number) => events.filter((event) => event.consent & openFor(consents) & purpose)
    const features = featuresOf({
      analytics: consent & ANALYTICS ? seenFor(ANALYTICS) : [],
      personal: consent & PERSONALIZATION ? seenFor(PERSONALIZATION) : [],
      now,
    })
    const personal = consent & PERSONALIZATION ? seenFor(PERSONALIZATION) : []
    const segments = segmentsOf(personal, Boolean(consent & EMAIL))
    return {
      view: { consent, segments, features, traits: features.traits, campaigns: {} },
      consents,
      state: { count: events.length, consentAt: statement?.time ?? null },
      validUntil: null,
    }
  }

  #word(order: WireOrder, isNamed: boolean): void {
    const { userId: _userId, at, status, ...properties } = order
    const word: WireEvent = {
      type: 'track',
      event: `order_${status}`,
      messageId: wordId(order),
      timestamp: at,
      properties,
    }
    if (isNamed && (this.#isNobody('order') || !this.#isMine('order', Date.parse(at)))) return
    const stamp = ANALYTICS | PERSONALIZATION
    if (!(this.#open() & stamp & ANALYTICS)) return
    this.#keep({ ...readEvent(word, false), ...this.#stamp('server', stamp, true, word) })
  }

  /** After an erasure a claim stays closed for ever; a user id and a browser start anew with what happens later. */
  #isNobody(by: 'self' | 'server' | 'order'): boolean {
    if (!this.#isGone) return false
    return this.#kind === 'claim' || by === 'server' || (by === 'order' && this.#kind === 'handle')
  }

  #isMine(by: 'self' | 'server' | 'order', time: number): boolean {
    if (by === 'server' || (by === 'order' && this.#kind !== 'known')) return true
    if (this.#kind === 'handle' && !this.#isGone) return true
    return time > this.#erasedAt
  }

  #state(choice: Choice, source: KeptEvent['source']): void {
    const time = Date.parse(choice.record.at)
    const messageId = `consent:${choice.record.id}`
    const isTrusted = source === 'server'
    const isForStrangers = isTrusted && Object.keys(choice.marketing).length > 0 && time > this.#erasedAt
    if (!this.isStored && stampOf(choice) === 0 && !isForStrangers) return
    if (!isNews(this.#statements(), { time, messageId, isTrusted, choice })) return
    const event = { type: 'track', messageId, timestamp: choice.record.at }
    const read = { ...readEvent(event as WireEvent), name: 'consent_changed', products: [], choice }
    this.#keep({ ...read, ...this.#stamp(source, stampOf(choice), isTrusted, event) })
  }

  #stamp(source: KeptEvent['source'], consent: number, isTrusted: boolean, text: object) {
    return { source, consent, isTrusted, arrival: this.#arrival, text: JSON.stringify(text) }
  }

  /** Of two copies the least by time, arrival and text stands. True = it is not a copy. */
  #keep(event: KeptEvent): boolean {
    const twin = this.#events.findIndex(
      ({ source, messageId }) => source === event.source && messageId === event.messageId,
    )
    const other = this.#events[twin]
    this.#isGone = false
    if (!other) this.#events.push(event)
    else if (compareCopies(event, other) < 0) this.#events[twin] = event
    const id =
      event.name === 'order_completed' && (event.properties.order_id ?? event.properties.transaction_id)
    if (typeof id === 'string' && !other) this.#claim(id, event.isTrusted)
    return !other
  }

  #claim(id: string, isTrusted: boolean): void {
    this.#claimed.set(id, isTrusted || this.#claimed.get(id) === true)
    const words = this.#waiting.filter((word) => word.order_id === id)
    if (!this.#claimed.get(id) && !words.some(({ status }) => status === 'completed')) return
    this.#waiting = this.#waiting.filter((word) => word.order_id !== id)
    for (const word of words) this.#word(word, false)
  }

  #inOrder(): KeptEvent[] {
    return this.#events.toSorted(
      (a, b) => a.time - b.time || compare(a.source, b.source) || compare(a.messageId, b.messageId),
    )
  }

  #statements(): Stated[] {
    return this.#inOrder().filter((event): event is KeptEvent & Stated => event.choice !== undefined)
  }

  #open(): number {
    return openFor(standingsOf(this.#statements()))
  }
}

function newest(events: WireEvent[]): Choice | undefined {
  const stating = events.filter((event) => event.context?.consent)
  const last = stating.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp)).at(-1)
  return last?.context?.consent as Choice | undefined
}

function wordId({ status, order_id, refund_id }: WireOrder): string {
  return `order_${status}:${order_id}${refund_id ? `:${refund_id}` : ''}`
}

function compareCopies(a: KeptEvent, b: KeptEvent): number {
  return a.time - b.time || a.arrival - b.arrival || compare(a.text, b.text)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
