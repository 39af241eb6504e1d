import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { fieldsStub, IDENTITY_BUCKETS, identityStubAt, shardStub } from '../../lib/object-id.ts'
import { r2Blobs } from '../blobs/blobs.ts'
import { eraseDeadLetters } from '../webhooks/dead-letters.ts'
import type { Self } from './storage.ts'

const AT_ONCE = 6

/**
 * Takes a person out of what others keep: identity buckets, dead letters, the shard and the field catalogue. Every step may be repeated,
 * so a crash in the middle is a retry. All buckets are asked: an identifier may have been stated around the events,
 * or in events that have expired since, so the person's own rows do not name them all.
 */
export async function erasePerson(env: Env, { shop, profile }: Self, at: number): Promise<void> {
  const buckets = Array.from({ length: IDENTITY_BUCKETS }, (_value, bucket) => bucket)
  await mapLimited(buckets, AT_ONCE, (bucket) => identityStubAt(env, shop, bucket).forget(profile, at))
  await eraseDeadLetters(r2Blobs(env.BLOBS), shop.id, new Set([profile]))
  await shardStub(env, shop, profile).erase(shop.id, profile)
  // After the shard, whose batches would bring the person's fields again.
  await fieldsStub(env, shop).forget(shop.id, profile, at)
}
