import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

/** A trusted word about an order that no profile has claimed yet; it waits here for the shopper's own event. */
export type WaitingOrderEvent = StoredEvent

/** What a bucket had of a person who was erased: rows. */
export interface Forgotten {
  identifiers: number
  orderClaims: number
  waitingWords: number
}

/** Asks for the profile of an identifier; `candidate` becomes it if there is none yet, null only looks. */
export interface ResolveRequest {
  hash: string
  candidate: string | null
  /** Epoch ms of the newest thing that is to be kept; not after an erasure, nobody begins anew. */
  time: number
}

export interface Resolved {
  profile: string | null
  /** Epoch ms; what happened before belongs to an erased person and is kept for nobody. */
  erasedAt: number | null
}

/** A claim of one of many orders. */
export interface NamedOrderClaim {
  hash: string
  claim: OrderClaim
}

/** What a browser stated of an order, so that a confirmation finds the right one of several claims. */
export interface OrderClaim {
  profile: string
  total: number | null
  currency: string | null
  /** Said by the shop's server, which knows whose order it is. */
  isTrusted: boolean
}
