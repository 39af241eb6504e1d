import type { DeviceTrace } from '../../../shared/identity/devices/device.ts'
import { trainDeviceMatcher } from '../../../shared/identity/devices/device-matcher.ts'
import { type DevicePair, matchDevices } from '../../../shared/identity/devices/match-devices.ts'
import { type SeenDevice, traceOf } from '../../../shared/identity/devices/sighting.ts'
import { type Linkable, softLinks } from '../../../shared/identity/devices/soft-links.ts'
import { shopIdentifiers } from '../../../shared/identity/shop-identifiers.ts'
import { bucketOf } from '../../../shared/lib/hash.ts'
import type { Setup } from '../../../shared/schema/config/setup.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { DEVICE_BUCKETS, SHARDS, type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import type { Blobs } from '../../stores/blobs/blobs.ts'
import { publishedSetup } from '../../stores/config/published-reading.ts'
import { eachBucket, linksOf } from '../../stores/devices/all-buckets.ts'
import type { DeviceLink } from '../../stores/devices/contract.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import type { AudienceRow } from '../../stores/shard/contract.ts'

export type LinkEnv = Pick<Env, 'DEVICES' | 'SHARD' | 'PROFILE' | 'SHOP'>

/** Devices of a shop that one night compares, those seen last; each bucket gives its part. */
const MOST_DEVICES = 20_000
/** The surest pairs of a night: for each both people are asked. */
const MOST_PAIRS = 2000
const AT_ONCE = 6

/**
 * Finds the devices of one person among those that were seen, and proposes soft links and questions anew. A night that
 * breaks off leaves the proposals of the one before, or some of the new ones; the next night makes all of them again.
 */
export async function linkDevices(env: LinkEnv, blobs: Blobs, key: string, now: number): Promise<void> {
  const sign = await blobs.get(key)
  if (sign === null) return
  const place = JSON.parse(sign) as ShopPlace
  const setup = await publishedSetup(env, place.id)
  if (!setup.devices?.link) {
    await eachBucket(env, place, async (bucket) => bucket.clear(place.id))
    await blobs.delete(key)
    return
  }
  const traces = await gather(env, place)
  const matcher = trainDeviceMatcher(traces, { random: Math.random })
  const pairs = matchDevices(traces, matcher).pairs.slice(0, MOST_PAIRS)
  const links = await proposals(env, place, pairs, setup)
  await eachBucket(env, place, async (bucket, number) =>
    bucket.propose(
      place.id,
      links.filter(({ a }) => bucketOf(a, DEVICE_BUCKETS) === number).map((link) => ({ ...link, at: now })),
    ),
  )
}

/** Devices whose people agree to personalization today; the others are forgotten. */
async function gather(env: LinkEnv, place: ShopPlace): Promise<DeviceTrace[]> {
  const most = Math.ceil(MOST_DEVICES / DEVICE_BUCKETS)
  const seen = (await eachBucket(env, place, async (bucket) => bucket.devices(place.id, most))).flat()
  const byShard = grouped(seen)
  const traces: DeviceTrace[] = []
  const refused: string[] = []
  await mapLimited([...byShard], AT_ONCE, async ([shard, devices]) => {
    const rows = await shardStubAt(env, place, shard).audiences(
      place.id,
      devices.map(({ profile }) => profile),
    )
    for (const [index, device] of devices.entries()) {
      const row = rows[index]
      const trace = row ? agreed(device, JSON.parse(row) as AudienceRow) : null
      if (trace) traces.push(trace)
      else refused.push(device.profile)
    }
  })
  await eachBucket(env, place, async (bucket, number) =>
    bucket.drop(
      place.id,
      refused.filter((profile) => bucketOf(profile, DEVICE_BUCKETS) === number),
    ),
  )
  return traces
}

function agreed(device: SeenDevice, { consent, features }: AudienceRow): DeviceTrace | null {
  return hasConsent(consent, 'personalization') ? traceOf(device, features) : null
}

async function proposals(
  env: LinkEnv,
  place: ShopPlace,
  pairs: readonly DevicePair[],
  setup: Setup,
): Promise<Omit<DeviceLink, 'at'>[]> {
  const known = await linksOf(env, place)
  const decided = known.filter(({ state }) => state === 'refused' || state === 'accepted')
  const isDecided = new Set(decided.map(({ a, b }) => `${a} ${b}`))
  const people = await linkablePeople(env, place, pairs, setup)
  const cluster = setup.devices?.cluster
  const { links, suggestions } = softLinks(pairs, {
    about: (profile) => people.get(profile),
    isRefused: (a, b) => isDecided.has(`${a} ${b}`),
    ...(cluster !== undefined && { maxSize: cluster }),
  })
  const proposed = (state: DeviceLink['state']) => {
    return ({ a, b, probability, evidence }: DevicePair) => ({ a, b, state, probability, evidence })
  }
  return [...links.map(proposed('linked')), ...suggestions.map(proposed('suggested'))]
}

/** Who the profiles of the pairs are today. */
async function linkablePeople(
  env: LinkEnv,
  place: ShopPlace,
  pairs: readonly DevicePair[],
  { country, identifiers }: Setup,
): Promise<Map<string, Linkable>> {
  const { types } = shopIdentifiers({ country, identifiers })
  const profiles = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const people = new Map<string, Linkable>()
  await mapLimited(profiles, AT_ONCE, async (profile) => {
    const record = await reachPerson(env, place, profile, (stub, asked) => stub.identity(asked))
    if (!record) return
    const person = record.profile
    // A unique value leads to one person: whoever has another value of that type is somebody else.
    const unique = record.identifiers.filter(({ type }) => types[type]?.isUnique)
    people.set(profile, {
      mayLink: true,
      person,
      uniqueIds: Object.fromEntries(unique.map(({ type }) => [type, person])),
    })
  })
  return people
}

function grouped(seen: readonly SeenDevice[]): Map<number, SeenDevice[]> {
  const groups = new Map<number, SeenDevice[]>()
  for (const device of seen) {
    const shard = bucketOf(device.profile, SHARDS)
    const group = groups.get(shard)
    if (group) group.push(device)
    else groups.set(shard, [device])
  }
  return groups
}
