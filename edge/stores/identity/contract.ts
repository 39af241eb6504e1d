import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

/** A trusted word about an order that no profile has claimed yet; it waits here for the shopper's own event. */
export type WaitingOrderEvent = StoredEvent

/** What a bucket had of a person who was erased: rows. */
export interface Forgotten {
  identifiers: number
  orderClaims: number
  waitingWords: number
}

/** What a browser stated of an order, so that a confirmation finds the right one of several claims. */
export interface OrderClaim {
  profile: string
  total: number | null
  currency: string | null
  /** Said by the shop's server, which knows whose order it is. */
  isTrusted: boolean
}
