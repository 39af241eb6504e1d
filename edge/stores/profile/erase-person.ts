import { type Erased, type ErasureReceipt, erasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { fieldsStub, IDENTITY_BUCKETS, identityStubAt, profileStub, shardStub } from '../../lib/object-id.ts'
import { r2Blobs } from '../blobs/blobs.ts'
import { forgetDevices } from '../devices/all-buckets.ts'
import { eraseDeadLetters } from '../webhooks/dead-letters.ts'
import { enqueueWebhook } from '../webhooks/enqueue.ts'
import { unpackRow } from './packed-row.ts'
import type { ProfileStorage, Self } from './storage.ts'

const AT_ONCE = 6

/** Takes a person, with all members, out of what others keep; the receipt says what there was. May be repeated. */
export async function erasePerson(env: Env, self: Self, storage: ProfileStorage): Promise<ErasureReceipt> {
  const now = Date.now()
  await eraseMembers(env, self, storage)
  const elsewhere = await forgetPerson(env, self, now, storage.copies.originsOf(self.profile))
  const receipt = erasureReceipt(
    self.receipt ?? `e_${now.toString(36)}`,
    { ...countsOf(storage), ...elsewhere },
    now,
  )
  await tellErased(env, self, receipt.id, now)
  return receipt
}

/** What others had of the person. */
type ErasedElsewhere = Omit<Erased, 'events' | 'decisions'>

/**
 * Takes a person out of what others keep: identity buckets, dead letters, the shard and the field catalogue. Every step may be repeated,
 * so a crash in the middle is a retry. All buckets are asked: an identifier may have been stated around the events,
 * or in events that have expired since, so the person's own rows do not name them all.
 */
async function forgetPerson(
  env: Env,
  { shop, profile, origins = [] }: Self,
  at: number,
  copied: readonly string[],
): Promise<ErasedElsewhere> {
  const buckets = Array.from({ length: IDENTITY_BUCKETS }, (_value, bucket) => bucket)
  const forgotten = await mapLimited(buckets, AT_ONCE, async (bucket) =>
    identityStubAt(env, shop, bucket).forget(profile, at),
  )
  const sum = (key: keyof (typeof forgotten)[number]) =>
    forgotten.reduce((total, each) => total + each[key], 0)
  const deadLetters = await eraseDeadLetters(r2Blobs(env.BLOBS), shop.id, new Set([profile]))
  const ofShard = await shardStub(env, shop, profile).erase(shop.id, profile)
  // Lines of this profile's events lie with whoever accepted them, too.
  for (const origin of new Set([...origins, ...copied].filter((each) => each !== profile)))
    await shardStub(env, shop, origin).erase(shop.id, profile)
  // After the shards, whose batches would bring the person's fields again.
  await fieldsStub(env, shop).forget(shop.id, profile, at)
  const ofDevices = await forgetDevices(env, shop, profile, at)
  return {
    identifiers: sum('identifiers'),
    orderClaims: sum('orderClaims'),
    waitingWords: sum('waitingWords'),
    deadLetters,
    ...ofShard,
    ...ofDevices,
  }
}

/** Tells every receiver to forget the person, whatever they had agreed to. The same news however often it is begun. */
async function tellErased(env: Env, { shop, profile }: Self, receipt: string, at: number): Promise<void> {
  await enqueueWebhook(env, {
    shop: shop.id,
    place: shop,
    type: 'privacy.erased',
    id: receipt,
    at,
    data: { profile, erasedAt: new Date(at).toISOString() },
  })
}

/** What is stored of the person here. */
function countsOf(storage: ProfileStorage): Pick<Erased, 'events' | 'decisions'> {
  const rows = storage.bodies().map(({ body }) => unpackRow(body))
  return {
    events: rows.reduce((sum, { events }) => sum + events.length, 0),
    decisions: rows.filter(({ decision }) => decision).length,
  }
}

/** The other members of a person go with it; each has log lines with all who have accepted rows of it. */
async function eraseMembers(
  env: Env,
  { shop, profile }: Self,
  { person, copies }: ProfileStorage,
): Promise<void> {
  await mapLimited([...person.of('member').keys()], AT_ONCE, async (member) => {
    const origins = [...new Set([profile, ...copies.originsOf(member)])]
    await profileStub(env, shop, member).erase({ shop: shop.id, profile: member, member }, { origins })
  })
}
