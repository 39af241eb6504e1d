import { bucketOf } from '../../../../shared/lib/hash.ts'
import type { Env } from '../../../env.ts'
import { claimProfile } from '../../../lib/claim.ts'
import { type IdentifierHashes, identifierHashes } from '../../../lib/identifier-hash.ts'
import { mapLimited } from '../../../lib/map-limited.ts'
import { IDENTITY_BUCKETS, identityStubAt, placeOf } from '../../../lib/object-id.ts'
import { identifiersOf } from '../../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../../lib/shop-record.ts'
import type { Resolved, ResolveRequest } from '../../../stores/identity/contract.ts'
import type { Visit } from '../../../stores/profile/contract.ts'
import { newProfile } from '../resolve-known.ts'
import type { HistoryEvent } from './read-history.ts'

/** Calls under way at once. */
const AT_ONCE = 12

/** Whose an event is, and the identifier that says so. */
export interface FoundPerson {
  profile: string
  knownBy?: NonNullable<Visit['knownBy']>
}

/**
 * The profiles of all the people that a chunk speaks of, with one call to each identity bucket for what is known and
 * one for what is new, however many people there are. A user id decides; an address leads to whom it is known to
 * belong, else to whom this chunk says. Two user ids that share an address stay two people. Null = nobody that the
 * event may be kept for: its person was erased after it happened, or its ids name no one.
 */
export async function findPeople(
  env: Env,
  shop: ShopRecord,
  events: readonly HistoryEvent[],
): Promise<(FoundPerson | null)[]> {
  const keyed = await mapLimited(events, 64, (item) => keysOf(env, shop, item))
  const asked = new Map<string, ResolveRequest>()
  for (const [at, { userId, addresses }] of keyed.entries()) {
    const { time } = events[at]!.event
    // A user id that is found by one key alone is made known at once.
    const isPlain = userId?.loose === undefined && userId?.earlier.length === 0
    if (userId)
      for (const hash of keysIn(userId)) ask(asked, { hash, time, candidate: isPlain ? newProfile() : null })
    for (const address of addresses)
      for (const hash of keysIn(address)) ask(asked, { hash, time, candidate: null })
  }
  const known = await resolve(env, shop, [...asked.values()])
  const isNew = linkUnknown(keyed, known)
  const claims = [...isNew].map(([hash, candidate]) => ({ ...asked.get(hash)!, candidate }))
  for (const [hash, answer] of await resolve(env, shop, claims)) known.set(hash, answer)
  return keyed.map(({ userId, addresses, claim }, at) => {
    const hashes = [...(userId ? [userId] : []), ...addresses].flatMap(keysIn)
    const { time } = events[at]!.event
    if (hashes.some((hash) => time <= (known.get(hash)?.erasedAt ?? Number.NEGATIVE_INFINITY))) return null
    const profile = profileIn(known, hashes) ?? claim
    if (profile === undefined) return null
    const address = addresses[0] && { type: addresses[0].type, hash: addresses[0].hash }
    const knownBy = userId ? { type: 'user_id', hash: userId.hash } : address
    return { profile, ...(knownBy && { knownBy }) }
  })
}

interface Keys {
  userId?: IdentifierHashes
  /** The strongest first. */
  addresses: (IdentifierHashes & { type: string })[]
  /** The profile of an anonymous id, where nothing else is known. */
  claim?: string
}

async function keysOf(env: Env, shop: ShopRecord, { event, email, phone }: HistoryEvent): Promise<Keys> {
  const { userId, anonymousId } = event
  const hashesOf = async (type: string, value: string | undefined) => {
    if (value === undefined) return []
    const found = await identifierHashes(
      env,
      { shop: shop.id, identifiers: identifiersOf(shop) },
      type,
      value,
    )
    return 'refused' in found ? [] : [{ ...found, type }]
  }
  const [own] = await hashesOf('user_id', userId)
  const addresses = [...(await hashesOf('email', email)), ...(await hashesOf('phone', phone))]
  if (own || addresses.length > 0 || anonymousId === undefined)
    return { ...(own && { userId: own }), addresses }
  return { addresses, claim: (await claimProfile(env, shop.id, 'anonymous_id', anonymousId)).profile }
}

/** What an identifier may be known by; the key of today first. */
function keysIn({ hash, earlier, loose }: IdentifierHashes): string[] {
  return [hash, ...earlier, ...(loose === undefined ? [] : [loose])]
}

/** The newest event decides whether an erased person may begin anew. */
function ask(asked: Map<string, ResolveRequest>, request: ResolveRequest): void {
  const before = asked.get(request.hash)
  if (!before) asked.set(request.hash, request)
  else if (request.time > before.time) asked.set(request.hash, { ...before, time: request.time })
}

/** Keys that nobody is known by yet → whose they become: user ids speak first, then addresses alone. */
function linkUnknown(keyed: readonly Keys[], known: ReadonlyMap<string, Resolved>): Map<string, string> {
  const isNew = new Map<string, string>()
  const link = (identifiers: readonly IdentifierHashes[], profile: string) => {
    for (const { hash, loose } of identifiers)
      for (const key of loose === undefined ? [hash] : [hash, loose])
        if (!known.get(key)?.profile && !isNew.has(key)) isNew.set(key, profile)
  }
  const ownerOf = (hashes: string[]) =>
    profileIn(known, hashes) ?? hashes.map((hash) => isNew.get(hash)).find(Boolean) ?? newProfile()
  for (const { userId, addresses } of keyed) if (userId) link([userId, ...addresses], ownerOf(keysIn(userId)))
  for (const { userId, addresses } of keyed)
    if (!userId && addresses.length > 0) link(addresses, ownerOf(addresses.flatMap(keysIn)))
  return isNew
}

function profileIn(known: ReadonlyMap<string, Resolved>, hashes: readonly string[]): string | undefined {
  for (const hash of hashes) {
    const profile = known.get(hash)?.profile
    if (profile) return profile
  }
  return undefined
}

async function resolve(
  env: Env,
  shop: ShopRecord,
  requests: readonly ResolveRequest[],
): Promise<Map<string, Resolved>> {
  const place = placeOf(shop)
  const answers = new Map<string, Resolved>()
  await mapLimited([...byBucket(requests)], AT_ONCE, async ([bucket, asked]) => {
    const found = await identityStubAt(env, place, bucket).resolve(asked)
    for (const [at, answer] of found.entries()) answers.set(asked[at]!.hash, answer)
  })
  return answers
}

/** What is asked of each identity bucket. */
export function byBucket<Asked extends { hash: string }>(asked: readonly Asked[]): Map<number, Asked[]> {
  const buckets = new Map<number, Asked[]>()
  for (const each of asked) {
    const bucket = bucketOf(each.hash, IDENTITY_BUCKETS)
    const known = buckets.get(bucket)
    if (known) known.push(each)
    else buckets.set(bucket, [each])
  }
  return buckets
}
