import type { FieldNote } from '../../../shared/fields/field-notes.ts'
import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import type { ConsentStamp } from '../../../shared/schema/consent.ts'

export type { ProductDelta }

/** What one row of a profile means for the outside: its log lines and its statistics. */
export interface ShardRow {
  /** The row's sequence number in its profile, from 1; makes delivery idempotent. */
  sequence: number
  /** Whose lines they are, where not the profile's that delivers: those of a member that it answers for. */
  profile?: string
  /** NDJSON, one line an event, no trailing newline; each names its `profile`, personal parts are sealed. */
  log: string
  deltas: ProductDelta[]
  /** What fields its events have, for the catalogue. */
  fields: FieldNote[]
}

/** What a shard knows of a person for sizes, exports and jobs. */
export interface AudienceRow {
  /** Sequence of the last row folded into it; an older one never replaces a newer one. */
  sequence: number
  updatedAt: number
  consent: ConsentStamp
  segments: string[]
  features: Record<string, unknown>
  /** When `segments` must be looked at again because time alone may change them; null = never. */
  validUntil: number | null
}

/** The row on its way: features are text already, so that the call and the table take them as they are. */
export interface AudienceUpdate extends Omit<AudienceRow, 'features'> {
  /** JSON. */
  features: string
  /** What the person was read by; see `LiveConfig`. */
  reading: string
}

/**
 * One delivery of a profile to its shard: the rows after the last confirmed one, in order, without gaps. The
 * shard takes rows above its own high-water mark for the profile and ignores the others.
 */
export interface ShardBatch {
  shop: string
  profile: string
  rows: ShardRow[]
  /** Null = somebody else answers for the person now: no row of this profile is to be seen. Absent = the row stays. */
  audience?: AudienceUpdate | null
}

/** The profile's rows up to here are the shard's business now. */
export interface ShardReceipt {
  upTo: number
}

export interface ShardSummary {
  profiles: number
  coverage: Coverage
  bySegment: Record<string, number>
  /** Profiles that agree, by purpose and channel. */
  consented: Record<string, number>
}

/** How many of the people are read by what is published now. */
export interface Coverage {
  profiles: number
  read: number
}

export interface AudienceMember {
  profile: string
  consent: ConsentStamp
  updatedAt: number
  validUntil: number | null
}

export interface AudiencePage {
  members: AudienceMember[]
  /** Where to go on; null = that was all. */
  cursor: string | null
}

/** What a shard had of a person who was erased. */
export interface ShardErasure {
  audienceRows: number
  journalRows: number
}

export interface Compaction {
  /** Log objects that were written anew. */
  rewritten: number
  /** Whether nothing of an erased person is left; else call again. */
  isDone: boolean
}

/** Which profiles an export asks for. */
export interface ProfilesPage {
  /** Null = of everybody. */
  segment: string | null
  /** The last one of the page before; empty = from the start. */
  after: string
  limit: number
}
