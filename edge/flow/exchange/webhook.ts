import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { r2Blobs } from '../../stores/blobs/blobs.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import {
  type DestinationsOf,
  peopleIn,
  type WebhookDelivery,
  type WebhookDestination,
  type WebhookEvent,
  type WebhookMessage,
} from '../../stores/webhooks/contract.ts'
import { deadLetters, putDeadLetter } from '../../stores/webhooks/dead-letters.ts'
import { disableDestination, enableDestination } from '../../stores/webhooks/disabled-destinations.ts'
import { type DeliveryOutcome, deliverWebhook } from './deliver-webhook.ts'
import { MAX_TRIES, retryDelaySeconds } from './retry-delay.ts'
import { webhookSecrets } from './webhook-secrets.ts'

export { enqueueWebhook } from '../../stores/webhooks/enqueue.ts'

type WebhookEnv = Pick<Env, 'KV' | 'BLOBS' | 'WEBHOOKS' | 'PROFILE' | 'ALLOW_LOCAL_WEBHOOKS'>

/** A queue takes so many messages at once. */
const SEND_BATCH = 100

/**
 * The consumer of the webhook queue. Events are handed out as one message a destination, so that each destination
 * has its own tries and a dead one delays no other.
 */
export async function consumeWebhooks(
  batch: MessageBatch<WebhookMessage>,
  env: WebhookEnv,
  destinationsOf: DestinationsOf,
): Promise<void> {
  await Promise.all(
    batch.messages.map(async (message) => {
      try {
        if ('destination' in message.body)
          await deliver(message as Message<WebhookDelivery>, env, destinationsOf)
        else await handOut(message.body, env, destinationsOf)
      } catch (error) {
        // A store that did not answer: the message comes again, its neighbours do not.
        report(message.body, String(error))
        message.retry({ delaySeconds: retryDelaySeconds(message.attempts, Math.random()) })
      }
    }),
  )
}

/** The consumer of the dead-letter queue: what is left when even giving up did not work. */
export async function consumeDeadWebhooks(
  batch: MessageBatch<WebhookMessage>,
  env: WebhookEnv,
  destinationsOf: DestinationsOf,
): Promise<void> {
  await Promise.all(
    batch.messages.map(async ({ body }) => {
      const deliveries = 'destination' in body ? [body] : await deliveriesOf(body, destinationsOf)
      await Promise.all(deliveries.map((delivery) => bury(delivery, env, 'no try came to an end')))
    }),
  )
}

/** More than anybody reads; a replay goes through all of them. */
const MOST_LISTED = 1000

/** A shop's dead letters without what they say of people. */
export async function listDead({ BLOBS }: Pick<Env, 'BLOBS'>, shop: string): Promise<object[]> {
  const found: object[] = []
  for await (const { letter } of deadLetters(r2Blobs(BLOBS), shop)) {
    const { event, destination, reason, diedAt } = letter
    found.push({ id: event.id, type: event.type, at: event.at, destination, reason, diedAt })
    if (found.length === MOST_LISTED) break
  }
  return found
}

/**
 * Sends a shop's dead letters again, with the ids they had; of one destination or of all. Whoever asks for it says
 * that the receivers are back. Returns how many.
 */
export async function replayDead(env: WebhookEnv, shop: string, destination?: string): Promise<number> {
  const blobs = r2Blobs(env.BLOBS)
  const enabled = new Set<string>()
  let replayed = 0
  for await (const { key, letter } of deadLetters(blobs, shop)) {
    if (destination !== undefined && letter.destination !== destination) continue
    if (!enabled.has(letter.destination)) await enableDestination(env.KV, shop, letter.destination)
    enabled.add(letter.destination)
    await env.WEBHOOKS.send({ event: letter.event, destination: letter.destination } satisfies WebhookMessage)
    await blobs.delete(key)
    replayed++
  }
  return replayed
}

async function handOut(event: WebhookEvent, env: WebhookEnv, destinationsOf: DestinationsOf): Promise<void> {
  const deliveries = await deliveriesOf(event, destinationsOf)
  for (let start = 0; start < deliveries.length; start += SEND_BATCH) {
    await env.WEBHOOKS.sendBatch(deliveries.slice(start, start + SEND_BATCH).map((body) => ({ body })))
  }
}

async function deliveriesOf(event: WebhookEvent, destinationsOf: DestinationsOf): Promise<WebhookDelivery[]> {
  const destinations = await destinationsOf(event.shop)
  return destinations
    .filter(({ isDisabled }) => !isDisabled)
    .map(({ name }) => ({ event, destination: name }))
}

async function deliver(
  message: Message<WebhookDelivery>,
  env: WebhookEnv,
  destinationsOf: DestinationsOf,
): Promise<void> {
  const { event } = message.body
  if (!(await mayLeave(event, env))) return report(message.body, NOT_ALLOWED)
  const destination = (await destinationsOf(event.shop)).find(({ name }) => name === message.body.destination)
  if (!destination) return bury(message.body, env, 'the destination is not in the setup any more')
  if (destination.isDisabled) return bury(message.body, env, 'the destination is disabled')
  const outcome = await attempt(event, destination, env)
  switch (outcome.status) {
    case 'delivered':
      return
    case 'gone':
      await disableDestination(env.KV, event.shop, destination, { at: Date.now(), reason: outcome.reason })
      return bury(message.body, env, outcome.reason)
    case 'refused':
      return bury(message.body, env, outcome.reason)
    case 'failed':
      report(message.body, outcome.reason)
      if (message.attempts >= MAX_TRIES) return bury(message.body, env, outcome.reason)
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts, Math.random(), outcome.retryAfter) })
  }
}

async function attempt(
  event: WebhookEvent,
  destination: WebhookDestination,
  env: WebhookEnv,
): Promise<DeliveryOutcome> {
  const resolved = webhookSecrets(env, event.shop, destination.secrets)
  // A missing secret is somebody's slip in the deployment: there is time to mend it.
  if (!resolved.ok) return { status: 'failed', reason: resolved.reason, retryAfter: null }
  const allowLocal = env.ALLOW_LOCAL_WEBHOOKS === 'true'
  return deliverWebhook({ event, destination, secrets: resolved.secrets, now: Date.now(), allowLocal })
}

/** An event may wait for hours: its person, and their consent, are asked for again whenever it is to go anywhere. */
async function mayLeave(event: WebhookEvent, env: WebhookEnv): Promise<boolean> {
  const { shop, place = { id: shop } } = event
  if (event.type === 'privacy.erased') return true
  const asked = peopleIn(event).map((profile) =>
    reachPerson(env, place, profile, (stub, asked) => stub.mayLeave(asked)),
  )
  return (await Promise.all(asked)).every(({ may }) => may)
}

const NOT_ALLOWED = 'dropped: the person was erased or does not agree to marketing'

async function bury(delivery: WebhookDelivery, env: WebhookEnv, reason: string): Promise<void> {
  if (!(await mayLeave(delivery.event, env))) return report(delivery, NOT_ALLOWED)
  await putDeadLetter(r2Blobs(env.BLOBS), { ...delivery, reason, diedAt: Date.now() })
  report(delivery, `given up: ${reason}`)
}

/** Ids only: the data is about a person. */
function report(message: WebhookMessage, reason: string): void {
  const [event, destination] =
    'destination' in message ? [message.event, message.destination] : [message, undefined]
  logLine('warn', { at: 'webhook', shop: event.shop, id: event.id, destination, reason })
}
