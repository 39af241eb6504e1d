import type { ConsentStamp } from './consent.ts'

/** What the catalogue knew of the event's product when the event was accepted; stored so that a refold sees the same. */
export interface ProductFacts {
  category?: string
  brand?: string
}

/** One event as a profile keeps it: the sender's own text, and what the edge fixed at first acceptance. */
export interface StoredEvent {
  /** Who sent it, for ever: `b:…` a browser handle, `c:…` a claimed id, `s` the shop's server. */
  source: string
  /** Unique within (shop, source); the dedupe key. At most 100 characters. */
  messageId: string
  /** Epoch ms, clock-corrected and clamped. */
  time: number
  receivedAt: number
  /** The sender's timestamp where `time` differs from it. */
  statedAt?: string
  consent: ConsentStamp
  /** Canonical name: `product_viewed`, `order_completed`, `identified`, `consent_changed` … */
  name: string
  /** Came with the secret key or a proof; only such events count as money or as verified traits. */
  isTrusted?: true
  facts?: ProductFacts
  /** The sender's JSON object, character for character. */
  raw: string
}

/** Position in the canonical order: time, then source, then message id. */
export type EventKey = Pick<StoredEvent, 'time' | 'source' | 'messageId'>

/** Canonical order: the same stored events fold to the same state whatever order they came in. */
export function compareEvents(a: EventKey, b: EventKey): number {
  return a.time - b.time || compareText(a.source, b.source) || compareText(a.messageId, b.messageId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
