import type { Env } from '../../env.ts'
import type { DestinationsOf, WebhookMessage } from '../../stores/webhooks/contract.ts'
import { webhookDestinations } from '../../stores/webhooks/destinations.ts'
import { consumeDeadWebhooks, consumeWebhooks } from './webhook.ts'

/** Both queues of the Worker: webhooks on their way, and those that were given up. */
export async function consume(batch: MessageBatch<unknown>, env: Env, ctx: ExecutionContext): Promise<void> {
  const destinationsOf: DestinationsOf = (shop) =>
    webhookDestinations(env, shop, (work) => ctx.waitUntil(work))
  const messages = batch as MessageBatch<WebhookMessage>
  if (batch.queue.endsWith('-dead')) await consumeDeadWebhooks(messages, env, destinationsOf)
  else await consumeWebhooks(messages, env, destinationsOf)
}
