import type { IdentifierRule, Refusal } from '../../../shared/identity/identifier-rules.ts'
import type { Edge, KnownIdentifier } from '../../../shared/identity/person.ts'
import type { ShopPlace } from '../../lib/object-id.ts'
import type { Moved } from './contract.ts'
import type { CopiedRow } from './copies-table.ts'
import type { EdgeRecord, PageCursor } from './person-table.ts'

/** Every call says of which shop, and for whom the object that is called stands. */
export interface Addressed {
  shop: ShopPlace
  profile: string
}

/** Types of identifier of the shop; null = as everywhere. */
export type Rules = Record<string, IdentifierRule> | null

/** To the object that is to answer for both. */
export interface JoinRequest extends Addressed {
  /** Who answers for the other now. */
  loser: string
  edge: Edge
  /** What the two are said to be known by; they may not have heard of it. */
  known: KnownIdentifier[]
  rules: Rules
}

export type JoinRefusal =
  | Refusal
  /** The edge was taken away, and the same evidence does not bring it back. */
  | { reason: 'undone' }

export type JoinReply =
  /** From here on they are one person, for whom `head` answers. */
  | { status: 'joined' | 'already'; head: string; edge: string }
  /** Somebody else answers for one of the two: ask again who. */
  | Moved
  | { status: 'refused'; refusal: JoinRefusal }
  | { status: 'erased' }

/** To the object that is to forward from now on. */
export interface YieldRequest extends Addressed {
  to: string
  edge: Edge
  /** The person it is to be joined with. */
  winner: { size: number; identifiers: KnownIdentifier[] }
  known: KnownIdentifier[]
  rules: Rules
}

/** A member, and the key that its log lines are sealed with. */
export interface MemberKey {
  id: string
  logKey: string
}

/** What goes from one head to another. */
export interface Handover {
  members: MemberKey[]
  edges: EdgeRecord[]
  identifiers: KnownIdentifier[]
}

export type YieldReply =
  | { status: 'yielded'; handover: Handover; page: Page }
  | Exclude<JoinReply, { status: 'joined' | 'already' }>

export interface PageRequest extends Addressed {
  homes: string[]
  cursor: PageCursor | null
}

export interface Page {
  rows: Omit<CopiedRow, 'digests'>[]
  /** Null = that was all. */
  next: PageCursor | null
}

export interface SplitRequest extends Addressed {
  /** One that the edge holds, as far as the caller knows. */
  member: string
  edge: string
}

export type SplitReply =
  /** The people that are left: one, where other edges still hold them together. */
  | { status: 'split'; people: { head: string; members: string[] }[] }
  | { status: 'already' | 'unknown' | 'erased' }
  | Moved

/** To the member that answers for its part from now on. */
export interface OpenRequest extends Addressed, Handover {
  /** The edge that was taken away. */
  edge: string
  /** Who has answered until now, and has the part's events. */
  from: string
  /** The members that stay there. */
  stayed: string[]
  at: number
}

/** To any other member: who answers for it from now on. */
export interface RedirectRequest extends Addressed {
  to: string
  at: number
  /** All members from before: who was joined with somebody else since is left alone. */
  among: string[]
}

/** Whom a profile is joined with, and why; for the shop's servers. */
export interface IdentityRecord {
  profile: string
  members: string[]
  identifiers: { type: string; member: string }[]
  /** Those taken away too. */
  edges: EdgeRecord[]
}
