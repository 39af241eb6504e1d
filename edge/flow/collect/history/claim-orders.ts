import { bucketOf } from '../../../../shared/lib/hash.ts'
import { orderOf } from '../../../../shared/schema/event-fields.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import type { Env } from '../../../env.ts'
import { identifierHash } from '../../../lib/identifier-hash.ts'
import { mapLimited } from '../../../lib/map-limited.ts'
import { IDENTITY_BUCKETS, identityStubAt, type ShopPlace } from '../../../lib/object-id.ts'
import type { NamedOrderClaim } from '../../../stores/identity/contract.ts'
import { byBucket } from './find-people.ts'
import type { HistoryEvent } from './read-history.ts'

const AT_ONCE = 12

/** Words about an order that had been waiting for its person. */
export interface WaitingWords {
  profile: string
  hash: string
  words: StoredEvent[]
}

/**
 * Tells the identity buckets who holds the orders of a chunk, a call a bucket. Comes before the visits: a claim of a
 * visit that fails is made again when the chunk is.
 */
export async function claimOrders(
  env: Env,
  shop: ShopPlace,
  owned: readonly { event: HistoryEvent['event']; profile: string }[],
): Promise<WaitingWords[]> {
  const orders = owned.filter(({ event }) => event.name === 'order_completed')
  const claims = await mapLimited(orders, 64, ({ event, profile }) => claimOf(env, shop.id, event, profile))
  const named = claims.filter((claim) => claim !== undefined)
  const found = await mapLimited([...byBucket(named)], AT_ONCE, async ([bucket, asked]) =>
    identityStubAt(env, shop, bucket).claimOrders(asked),
  )
  return found.flat()
}

/** The words are in their person's rows: they need not wait any more. */
export async function ordersTaken(
  env: Env,
  shop: ShopPlace,
  waiting: readonly WaitingWords[],
): Promise<void> {
  await mapLimited(waiting, AT_ONCE, async ({ hash, words }) => {
    const bucket = identityStubAt(env, shop, bucketOf(hash, IDENTITY_BUCKETS))
    await bucket.orderTaken(
      hash,
      words.map(({ messageId }) => messageId),
    )
  })
}

async function claimOf(
  env: Env,
  shop: string,
  { properties }: HistoryEvent['event'],
  profile: string,
): Promise<NamedOrderClaim | undefined> {
  const { orderId, total = null, currency = null } = orderOf(properties)
  if (orderId === undefined) return undefined
  const hash = await identifierHash(env, shop, 'order_id', orderId)
  return { hash, claim: { profile, total, currency, isTrusted: true } }
}
