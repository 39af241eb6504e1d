import type { CONSENT_BITS, ConsentStamp } from '../schema/consent.ts'
import type { ProductFacts } from '../schema/stored-event.ts'

/** One thing the person did, as conditions read it. */
export interface TimelineEvent {
  /** Epoch ms. */
  time: number
  /** Canonical name. */
  name: string
  /** As sent: names of other vocabularies (`item_category`, `transaction_id`) are read too. */
  properties: Readonly<Record<string, unknown>>
  /** What the catalogue knew of the product when the event arrived. */
  facts?: ProductFacts
  /** Came with the secret key or a proof: only then does an order count as money. */
  isTrusted?: true
  /** What was agreed to when it was sent; absent = not known, and then nothing stands against it. */
  consent?: ConsentStamp
}

/** What a condition reads of a person. Everything it reads is known beforehand: evaluating is pure. */
export interface Subject {
  /** Epoch ms. */
  now: number
  /** All kept events of that name, oldest first. The same list may grow at its end; a change within makes a new list. */
  events(name: string): readonly TimelineEvent[]
  /** A computed value, a trait, or what the page says; undefined = not known. Moments are epoch ms or ISO dates. */
  about(name: string, of?: Readonly<Record<string, string>>): unknown
  hasConsent(purpose: keyof typeof CONSENT_BITS): boolean
  /** Until when (epoch ms) such a value holds if nothing happens, for values that fade by themselves; absent = for ever. */
  holdsUntil?(name: string, of?: Readonly<Record<string, string>>): number | undefined
}
