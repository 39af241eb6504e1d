import type { ProductDelta } from '../../../shared/measure/product-delta.ts'
import { orderOf } from '../../../shared/schema/event-fields.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

/** What a row means for the outside, worked out when it was written and sent until it is confirmed. */
export interface OutboxEntry {
  deltas: ProductDelta[]
  /** Orders that the row speaks of: the identity bucket is told who holds them. */
  orders: OrderMention[]
  /** From another system's records: nobody is told that it changed the person's segments. */
  isHistory?: true
}

export interface OrderMention {
  order: string
  /** As stated, minor units. */
  total: number | null
  currency: string | null
  isTrusted: boolean
}

export function orderMentions(events: readonly StoredEvent[]): OrderMention[] {
  return events
    .filter(({ name }) => name === 'order_completed')
    .flatMap(({ raw, isTrusted }) => {
      const { properties } = JSON.parse(raw) as { properties?: Record<string, unknown> }
      const { orderId, total, currency } = orderOf(properties ?? {})
      if (orderId === undefined) return []
      return {
        order: orderId,
        total: total ?? null,
        currency: currency ?? null,
        isTrusted: isTrusted ?? false,
      }
    })
}
