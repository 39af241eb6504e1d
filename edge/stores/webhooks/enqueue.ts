import type { Env } from '../../env.ts'
import type { WebhookEvent, WebhookMessage } from './contract.ts'

/** A queue takes 128 KB a message; the rest is for the envelope. */
const MAX_LENGTH = 40_000

/** Puts an event on its way. Who gets it is looked up when it leaves the queue, so this costs no lookup. */
export async function enqueueWebhook(env: Pick<Env, 'WEBHOOKS'>, event: WebhookEvent): Promise<void> {
  const { length } = JSON.stringify(event)
  if (length > MAX_LENGTH)
    throw new RangeError(`Webhook ${event.id} has ${length} characters; at most ${MAX_LENGTH} fit`)
  await env.WEBHOOKS.send(event satisfies WebhookMessage)
}
