import { orderOf } from '../../../shared/schema/event-fields.ts'
import type { Env } from '../../env.ts'
import { identifierHash } from '../../lib/identifier-hash.ts'
import { identityStub, shardStub } from '../../lib/object-id.ts'
import { unpackRow } from './packed-row.ts'
import type { Self } from './storage.ts'

/**
 * Takes a person out of what others keep: identity buckets and the shard. Every step may be repeated, so a crash in
 * the middle is a retry. The profile's own rows go last, because they say where the rest is.
 */
export async function erasePerson(
  env: Env,
  { shop, profile }: Self,
  bodies: readonly string[],
): Promise<void> {
  const now = Date.now()
  for (const [type, value] of identifiersIn(bodies)) {
    const hash = await identifierHash(env, shop.id, type, value)
    await identityStub(env, shop, hash).forget(profile, [hash], now)
  }
  await shardStub(env, shop, profile).erase(shop.id, profile)
}

/** Every identifier that may lead here: trusted user ids, and orders. */
function identifiersIn(bodies: readonly string[]): [type: string, value: string][] {
  const found = new Map<string, [string, string]>()
  for (const { raw } of bodies.flatMap((body) => unpackRow(body).events)) {
    const { userId, properties } = JSON.parse(raw) as {
      userId?: unknown
      properties?: Record<string, unknown>
    }
    if (typeof userId === 'string') found.set(`user_id ${userId}`, ['user_id', userId])
    const { orderId } = orderOf(properties ?? {})
    if (orderId !== undefined) found.set(`order_id ${orderId}`, ['order_id', orderId])
  }
  return [...found.values()]
}
