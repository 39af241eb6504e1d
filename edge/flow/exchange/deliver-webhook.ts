import { publicUrl } from '../../../shared/lib/public-url.ts'
import { webhookHeaders } from '../../../shared/lib/webhook-signature.ts'
import type { WebhookDestination, WebhookEvent } from '../../stores/webhooks/contract.ts'
import { retryAfterSeconds } from './retry-delay.ts'

export type DeliveryOutcome =
  | { status: 'delivered' }
  /** 410: the receiver wants nothing any more. */
  | { status: 'gone'; reason: string }
  /** Trying again would not help. */
  | { status: 'refused'; reason: string }
  | { status: 'failed'; reason: string; retryAfter: number | null }

export interface Delivery {
  event: WebhookEvent
  destination: WebhookDestination
  /** The values behind `destination.secrets`. */
  secrets: readonly string[]
  now: number
  allowLocal: boolean
}

/** Standard Webhooks asks for 15 to 30 s; a queue's consumer has other work. */
const TIMEOUT_MS = 15_000

/** One attempt. A redirect is a failure: the address that was checked is the only one that is called. */
export async function deliverWebhook({
  event,
  destination,
  secrets,
  now,
  allowLocal,
}: Delivery): Promise<DeliveryOutcome> {
  const target = publicUrl(destination.url, { allowLocal })
  if (!target.ok) return { status: 'refused', reason: `${destination.url}: ${target.reason}` }
  const body = webhookBody(event)
  try {
    const signed = await webhookHeaders({ id: event.id, timestamp: Math.floor(now / 1000), body }, secrets)
    const response = await fetch(target.url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'Vicino-Webhooks/1.0', ...signed },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // Nobody reads the answer's body: one without end must not hold the connection.
    await response.body?.cancel()
    return outcomeOf(response, now)
  } catch (error) {
    return { status: 'failed', reason: String(error), retryAfter: null }
  }
}

/** What is sent and signed; the same characters at every attempt. */
export function webhookBody({ type, at, data }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
}

function outcomeOf(response: Response, now: number): DeliveryOutcome {
  const reason = `answered ${response.status}`
  if (response.ok) return { status: 'delivered' }
  if (response.status === 410) return { status: 'gone', reason }
  return { status: 'failed', reason, retryAfter: retryAfterSeconds(response.headers.get('retry-after'), now) }
}
