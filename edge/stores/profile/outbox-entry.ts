import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import type { FoldState } from '../../../shared/features/fold.ts'
import type { Folded } from './ledger.ts'

/** What a row means for the outside, worked out when it was written and sent until it is confirmed. */
export interface OutboxEntry {
  deltas: ProductDelta[]
  /** Orders that the row speaks of: the identity bucket is told who holds them. */
  orders: OrderMention[]
}

export interface OrderMention {
  order: string
  total: number | null
  currency: string | null
  isTrusted: boolean
}
