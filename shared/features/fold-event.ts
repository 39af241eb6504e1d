import type { StoredEvent } from '../schema/stored-event.ts'

/** What an event did to the person's orders: units and money, with the sign of the change. Written by the order book. */
export interface OrderLine {
  orderId: string
  productId: string
  category?: string
  brand?: string
  /** Units added (+) or taken back (−). */
  quantity: number
  /** Minor units of the order's currency, the same sign as `quantity`. */
  amount: number
  currency: string
  /** Epoch ms of the order itself, also on a later refund. */
  orderedAt: number
  isVerified: boolean
}

/** A stored event made ready for the features: parsed once, with its effect on orders worked out beforehand. */
export interface FoldEvent extends Omit<StoredEvent, 'raw'> {
  /** `properties`, or `traits` of identify and group. */
  properties: Readonly<Record<string, unknown>>
  lines: readonly OrderLine[]
}
