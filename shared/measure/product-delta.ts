/** A change in a product's statistics, as one event caused it. Counts carry their sign. */
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
  /** Of `revenue`; absent where the order named none: the shop's own. */
  currency?: string
  /** Products looked at shortly before in the same session: this one was viewed together with them. */
  viewedWith?: string[]
}
