import type { EventProduct } from '../schema/event-fields.ts'
import type { StoredEvent } from '../schema/stored-event.ts'

/** What an event did to the person's orders: units and money, with the sign of the change. Written by the order book. */
export interface OrderLine {
  orderId: string
  /** Empty where the order names no products: then one unit stands for the whole. */
  productId: string
  category?: string
  brand?: string
  /** Units added (+) or taken back (−). */
  quantity: number
  /** Minor units of the order's currency, the same sign as `quantity`. */
  amount: number
  /** ISO 4217; empty where the order named none: the shop's own, counted in hundredths. */
  currency: string
  /** Epoch ms of the order itself, also on a later refund. */
  orderedAt: number
  isVerified: boolean
}

/** What an event did to one order as a whole; −1, 0 or 1 for each count. */
export interface OrderChange {
  orderId: string
  /** The order appeared with this event; false for a confirmation, a repetition or a refund. */
  isNew: boolean
  /** Orders with something left in them: all, those verified, and those that had a discount. */
  orders: number
  verified: number
  discounted: number
}

/** A stored event made ready for the features: parsed once, with its effect on orders worked out beforehand. */
export interface FoldEvent extends Omit<StoredEvent, 'raw'> {
  /** The member of the person that it belongs to; absent = there is only one. */
  home?: string
  /** `properties`, or `traits` of identify and group. */
  properties: Readonly<Record<string, unknown>>
  /** The sender's `context`: page, campaign, locale. */
  context: Readonly<Record<string, unknown>>
  /** Products the event speaks of; category and brand from the catalogue where the event lacks them. */
  products: readonly EventProduct[]
  lines: readonly OrderLine[]
  /** Absent where no order changed. */
  order?: OrderChange
}
