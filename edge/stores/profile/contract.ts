import type { SharedTaste } from '../../../shared/recommend/linked-taste.ts'
import type { ConsentStamp, ConsentStatement } from '../../../shared/schema/consent.ts'
import type { ConsentState } from '../../../shared/schema/consent-state.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

import type { ShopPlace } from '../../lib/object-id.ts'

/** One request's whole business with one person: append, fold, and perhaps decide. One call, one transaction. */
export interface Visit {
  /** The shop, and where its objects live. */
  shop: ShopPlace
  /** Whose object is called. */
  profile: string
  /** The profile that the events belong to for ever; absent = that of the object. */
  home?: string
  now: number
  /** The shop's server calls, with the secret key: what limits a browser does not limit it. */
  isServer?: true
  /**
   * From another system's records: its orders are claimed already, what is known is not said again, and nobody is
   * told of it by webhook.
   */
  isHistory?: true
  /** The object adds nothing to them: time and source were fixed at the rim. */
  events: StoredEvent[]
  /** What the sender says the person agrees to now; a change is kept as a consent record. */
  consent?: {
    source: string
    statement: ConsentStatement
    /** The shop's server says it, or a person who proves in this very request who they are. */
    isTrusted?: true
  }
  /** Hash of the user id that `home` is known by: refused as `other-person` where somebody else is known here. */
  identity?: string
  /** The identifier by which the shop's server found `home`. */
  knownBy?: { type: string; hash: string }
  /** The profile was made for this very request: refuse as `taken` if it holds anything else. */
  isNew?: boolean
  /** What to decide; absent = append only. */
  decide?: { id: string; placements: string[]; page: PageContext; configVersion: number }
  /** Evaluate without writing (secret key, `?preflight`). */
  isPreflight?: boolean
}

export interface CampaignDecision {
  campaign: string
  variant: string
}

/** What the Worker needs of a person to choose products. Features are plain values by name. */
export interface ProfileView {
  profile: string
  consent: ConsentStamp
  segments: string[]
  features: Record<string, unknown>
  /** Traits from trusted sources only. */
  traits: Record<string, unknown>
  /** What softly linked profiles are drawn to; only on a page. */
  linked?: SharedTaste[]
  /** Placement → campaign variant, where one was chosen. */
  campaigns: Record<string, CampaignDecision>
}

/** Who is asked, and about whom. */
export interface Asked {
  shop: string
  /** Whose object is called. */
  profile: string
  /** The member that is meant: who does not answer for it says who does. */
  member: string
}

/** Somebody else answers for the person now. */
export interface Moved {
  status: 'moved'
  to: string
}

/** How far the outside has confirmed a person's rows. Who is here may have changed without a row: then `shard` is behind. */
export interface Delivered {
  sequence: number
  shard: number
  identity: number
}

export type VisitReply =
  | {
      status: 'ok'
      stored: number
      duplicates: number
      withheld: number
      view: ProfileView | null
      /** Who answers for the person, where it is not `home`. */
      head?: string
    }
  /** Somebody else answers for `home`. */
  | Moved
  /** The person was erased, at this moment by our clock: nothing was kept. `erasure` names it, the same from its beginning on. */
  | { status: 'erased'; at: number; erasure: string }
  /** `isNew` was claimed for a profile that already holds something else. */
  | { status: 'taken' }
  /** Somebody else has logged in here before: this login starts, or goes to, another person. */
  | { status: 'other-person' }
  /** Too many requests for one profile. */
  | { status: 'busy'; retryAfterSeconds: number }

/** What the secret key may read of a person. */
export interface ProfileRecord {
  profile: string
  view: ProfileView
  /** Where the person stands on each purpose and channel. */
  consents: ConsentState
  state: { version: string; count: number; consentAt: number | null }
  validUntil: number | null
}
