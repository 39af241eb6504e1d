import type { Destination } from '../../../shared/schema/config/setup.ts'
import type { Env } from '../../env.ts'
import type { WaitUntil } from '../../lib/refreshed.ts'
import { liveSetup } from '../config/config-store.ts'
import type { WebhookDestination } from './contract.ts'
import { isDestinationDisabled } from './disabled-destinations.ts'

/** The webhooks among a shop's `sendTo`, with what their receivers said since. */
export async function webhookDestinations(
  env: Pick<Env, 'KV' | 'REFRESH_MS'>,
  shop: string,
  waitUntil: WaitUntil,
): Promise<WebhookDestination[]> {
  const { sendTo = {} } = (await liveSetup(env, shop, waitUntil)) ?? {}
  const webhooks = Object.entries(sendTo).filter(isWebhook)
  return Promise.all(
    webhooks.map(async ([name, { url, secret }]) => ({
      name,
      url,
      secrets: secret === undefined ? [] : [secret],
      isDisabled: await isDestinationDisabled(env.KV, shop, { name, url }),
    })),
  )
}

function isWebhook(entry: [string, Destination]): entry is [string, Destination & { url: string }] {
  return entry[1].type === 'webhook' && entry[1].url !== undefined
}
