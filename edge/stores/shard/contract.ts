/** A change in a product's statistics, as one event row caused it. Counts carry their sign. */
export interface ProductDelta {
  product: string
  /** Epoch ms of the event. */
  at: number
  views?: number
  carts?: number
  /** Units in orders: all that were stated, and those a trusted source confirmed. */
  ordered?: number
  orderedVerified?: number
  /** Minor units, verified orders only. */
  revenue?: number
  currency?: string
  /** Products looked at shortly before in the same session: this one was viewed together with them. */
  viewedWith?: string[]
}

/** What one row of a profile means for the outside: its log lines and its statistics. */
export interface ShardRow {
  /** The row's sequence number in its profile; makes delivery idempotent. */
  sequence: number
  /** NDJSON, one line an event, no trailing newline; personal parts are sealed. */
  log: string
  deltas: ProductDelta[]
}

/** What a shard knows of a person for sizes, exports and jobs. */
export interface AudienceRow {
  /** Sequence of the last row folded into it; an older one never replaces a newer one. */
  sequence: number
  updatedAt: number
  consent: number
  segments: string[]
  features: Record<string, unknown>
  /** When `segments` must be looked at again because time alone may change them; null = never. */
  validUntil: number | null
}

export interface ShardBatch {
  shop: string
  profile: string
  rows: ShardRow[]
  audience: AudienceRow
}
