import { orderOf } from '../schema/event-fields.ts'
import type { UploadedOrder } from '../schema/orders-upload.ts'

const NAMES = {
  completed: 'order_completed',
  refunded: 'order_refunded',
  cancelled: 'order_cancelled',
} as const

/** An order on its way into a profile: the server's word as an ordinary event. */
export interface OrderEvent {
  messageId: string
  name: (typeof NAMES)[UploadedOrder['status']]
  /** When it happened, as stated. */
  at: string | undefined
  raw: string
  /** Minor units; what a browser's claim to the order is compared with. */
  total: number | null
  currency: string | null
}

/**
 * The event of a server's word about an order. Its message id is made of the order and what is said of it, so that
 * saying it twice is one event. The handle stays out: it is a key, not a fact.
 */
export function orderEvent({
  handle: _handle,
  userId,
  anonymousId,
  status,
  at,
  ...properties
}: UploadedOrder): OrderEvent {
  const name = NAMES[status]
  const { total, currency } = orderOf(properties)
  const refund = properties.refund_id ? `:${properties.refund_id}` : ''
  return {
    messageId: `${name}:${properties.order_id}${refund}`,
    name,
    at,
    raw: JSON.stringify({ type: 'track', event: name, userId, anonymousId, timestamp: at, properties }),
    total: total ?? null,
    currency: currency ?? null,
  }
}
