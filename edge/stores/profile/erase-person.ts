import type { Erased } from '../../../shared/privacy/erasure-receipt.ts'
import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { IDENTITY_BUCKETS, identityStubAt, shardStub } from '../../lib/object-id.ts'
import { r2Blobs } from '../blobs/blobs.ts'
import { eraseDeadLetters } from '../webhooks/dead-letters.ts'
import { enqueueWebhook } from '../webhooks/enqueue.ts'
import type { Self } from './storage.ts'

const AT_ONCE = 6

/** What others had of the person. */
export type ErasedElsewhere = Omit<Erased, 'events' | 'decisions'>

/**
 * Takes a person out of what others keep: identity buckets, dead letters and the shard. Every step may be repeated,
 * so a crash in the middle is a retry. All buckets are asked: an identifier may have been stated around the events,
 * or in events that have expired since, so the person's own rows do not name them all.
 */
export async function erasePerson(env: Env, { shop, profile }: Self, at: number): Promise<ErasedElsewhere> {
  const buckets = Array.from({ length: IDENTITY_BUCKETS }, (_value, bucket) => bucket)
  const forgotten = await mapLimited(buckets, AT_ONCE, async (bucket) =>
    identityStubAt(env, shop, bucket).forget(profile, at),
  )
  const sum = (key: keyof (typeof forgotten)[number]) =>
    forgotten.reduce((total, each) => total + each[key], 0)
  const deadLetters = await eraseDeadLetters(r2Blobs(env.BLOBS), shop.id, new Set([profile]))
  const ofShard = await shardStub(env, shop, profile).erase(shop.id, profile)
  return {
    identifiers: sum('identifiers'),
    orderClaims: sum('orderClaims'),
    waitingWords: sum('waitingWords'),
    deadLetters,
    ...ofShard,
  }
}

/** Tells every receiver to forget the person, whatever they had agreed to. The same news however often it is begun. */
export async function tellErased(
  env: Env,
  { shop, profile }: Self,
  receipt: string,
  at: number,
): Promise<void> {
  await enqueueWebhook(env, {
    shop: shop.id,
    place: shop,
    type: 'privacy.erased',
    id: receipt,
    at,
    data: { profile, erasedAt: new Date(at).toISOString() },
  })
}
