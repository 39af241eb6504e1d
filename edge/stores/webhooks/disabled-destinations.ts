import type { WebhookDestination } from './contract.ts'

interface Disabled {
  url: string
  at: number
  reason: string
}

/** A receiver said 410 Gone: nothing is sent to that address any more. Another address under the name starts afresh. */
export function disableDestination(
  kv: KVNamespace,
  shop: string,
  { name, url }: Pick<WebhookDestination, 'name' | 'url'>,
  { at, reason }: Omit<Disabled, 'url'>,
): Promise<void> {
  return kv.put(keyOf(shop, name), JSON.stringify({ url, at, reason } satisfies Disabled))
}

export async function isDestinationDisabled(
  kv: KVNamespace,
  shop: string,
  { name, url }: Pick<WebhookDestination, 'name' | 'url'>,
): Promise<boolean> {
  return (await kv.get<Disabled>(keyOf(shop, name), 'json'))?.url === url
}

/** The shop's word that the receiver is back. */
export function enableDestination(kv: KVNamespace, shop: string, name: string): Promise<void> {
  return kv.delete(keyOf(shop, name))
}

function keyOf(shop: string, name: string): string {
  return `webhooks-disabled/${shop}/${name}`
}
