/** An event as it goes over the wire, in Segment's shape. */
export interface OutgoingEvent {
  type: 'track' | 'page' | 'identify'
  /** Made once; every retry carries the same, so the edge can tell a copy. */
  messageId: string
  timestamp: string
  event?: string
  userId?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
}

/** An event packed for sending: measured once, kept until the edge has acknowledged it. */
export interface Parcel {
  /** The message id; sorts by time. */
  id: string
  /** Epoch ms. */
  at: number
  /** UTF-8 length of the event as JSON. */
  bytes: number
  event: OutgoingEvent
  /** The shop's proof of a login; travels beside the event, not in it. */
  proof?: string
}

/** What became of an event: the edge has it, it waits for a retry, it was refused, or consent was missing. */
export type Receipt = 'sent' | 'kept' | 'dropped' | 'withheld'

/** Beyond this the edge refuses an event, so it is not sent. */
export const MAX_EVENT_BYTES = 32 * 1024

/** A request's share of the 64 KiB that all keepalive requests of a page have together. */
export const MAX_REQUEST_BYTES = 16 * 1024

/** Takes the next parcels that fit one request from the front of the queue; a big one goes alone. */
export function takeBatch(queue: Parcel[], limit = MAX_REQUEST_BYTES - 1024): Parcel[] {
  let bytes = 0
  let count = 0
  for (const parcel of queue) {
    bytes += parcel.bytes + 1
    // Two proofs are two people: never in one request.
    if (count > 0 && (bytes > limit || parcel.proof !== queue[0]!.proof)) break
    count++
  }
  return queue.splice(0, count)
}
