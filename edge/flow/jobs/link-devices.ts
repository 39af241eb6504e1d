import type { DeviceTrace } from '../../../shared/identity/devices/device.ts'
import { trainDeviceMatcher } from '../../../shared/identity/devices/device-matcher.ts'
import { type DevicePair, matchDevices } from '../../../shared/identity/devices/match-devices.ts'
import { type SeenDevice, traceOf } from '../../../shared/identity/devices/sighting.ts'
import { type Linkable, softLinks } from '../../../shared/identity/devices/soft-links.ts'
import { shopIdentifiers } from '../../../shared/identity/shop-identifiers.ts'
import { bucketOf } from '../../../shared/lib/hash.ts'
import type { SharedTaste } from '../../../shared/recommend/linked-taste.ts'
import type { Setup } from '../../../shared/schema/config/setup.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { DEVICE_BUCKETS, SHARDS, type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import type { Blobs } from '../../stores/blobs/blobs.ts'
import { publishedSetup } from '../../stores/config/published-reading.ts'
import { eachBucket, linksOf } from '../../stores/devices/all-buckets.ts'
import type { DeviceLink } from '../../stores/devices/contract.ts'
import { lendTo } from '../../stores/profile/lend-to.ts'
import type { Lent } from '../../stores/profile/lent.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import type { AudienceRow } from '../../stores/shard/contract.ts'

export type LinkEnv = Pick<Env, 'DEVICES' | 'SHARD' | 'PROFILE' | 'SHOP'>

/** Devices of a shop that one night compares, those seen last; each bucket gives its part. */
const MOST_DEVICES = 20_000
/** The surest pairs of a night: for each both people are asked. */
const MOST_PAIRS = 2000
const AT_ONCE = 6
/** A night and some hours: where the job has stopped, what was lent ends by itself. */
const LENT_MS = 28 * 3_600_000

type Proposal = Omit<DeviceLink, 'at'>

/**
 * Finds the devices of one person among those that were seen, and proposes soft links and questions anew. A night that
 * breaks off leaves the proposals of the one before, or some of the new ones; the next night makes all of them again.
 */
export async function linkDevices(env: LinkEnv, blobs: Blobs, key: string, now: number): Promise<void> {
  const sign = await blobs.get(key)
  if (sign === null) return
  const place = JSON.parse(sign) as ShopPlace
  const setup = await publishedSetup(env, place.id)
  const before = await linksOf(env, place)
  if (!setup.devices?.link) {
    await lend(env, place, { before, links: [], tastes: new Map(), now })
    await eachBucket(env, place, async (bucket) => bucket.clear(place.id))
    await blobs.delete(key)
    return
  }
  const { traces, tastes } = await gather(env, place)
  const matcher = trainDeviceMatcher(traces, { random: Math.random })
  const pairs = matchDevices(traces, matcher).pairs.slice(0, MOST_PAIRS)
  const links = await proposals(env, place, { pairs, setup, before })
  await eachBucket(env, place, async (bucket, number) =>
    bucket.propose(
      place.id,
      links.filter(({ a }) => bucketOf(a, DEVICE_BUCKETS) === number).map((link) => ({ ...link, at: now })),
    ),
  )
  await lend(env, place, { before, links, tastes, now })
}

/**
 * Gives each linked profile what the others of its links are drawn to, until the next night has looked again; whoever
 * was linked before and is not now gets nothing.
 */
async function lend(env: LinkEnv, place: ShopPlace, { before, links, tastes, now }: Lending): Promise<void> {
  const linkedBefore = before.filter(({ state }) => state === 'linked')
  const lent = new Map<string, Lent[]>(
    linkedBefore.flatMap(({ a, b }) => [
      [a, []],
      [b, []],
    ]),
  )
  const note = (to: string, from: string) =>
    lent.set(to, [...(lent.get(to) ?? []), { from, until: now + LENT_MS, ...tastes.get(from)! }])
  for (const { a, b, state } of links) {
    if (state !== 'linked') continue
    note(a, b)
    note(b, a)
  }
  await mapLimited([...lent], AT_ONCE, ([profile, all]) => lendTo(env, place, profile, { lent: all }))
}

interface Lending {
  /** All pairs of the shop as the night found them. */
  before: readonly DeviceLink[]
  links: readonly Proposal[]
  tastes: Gathered['tastes']
  now: number
}

/** Devices whose people agree to personalization today; the others are forgotten. */
async function gather(env: LinkEnv, place: ShopPlace): Promise<Gathered> {
  const most = Math.ceil(MOST_DEVICES / DEVICE_BUCKETS)
  const seen = (await eachBucket(env, place, async (bucket) => bucket.devices(place.id, most))).flat()
  const byShard = grouped(seen)
  const traces: DeviceTrace[] = []
  const tastes = new Map<string, SharedTaste>()
  const refused: string[] = []
  await mapLimited([...byShard], AT_ONCE, async ([shard, devices]) => {
    const rows = await shardStubAt(env, place, shard).audiences(
      place.id,
      devices.map(({ profile }) => profile),
    )
    for (const [index, device] of devices.entries()) {
      const row = rows[index]
      const known = row ? (JSON.parse(row) as AudienceRow) : null
      if (known && hasConsent(known.consent, 'personalization')) {
        traces.push(traceOf(device, known.features))
        tastes.set(device.profile, tasteIn(known.features))
      } else refused.push(device.profile)
    }
  })
  await eachBucket(env, place, async (bucket, number) =>
    bucket.drop(
      place.id,
      refused.filter((profile) => bucketOf(profile, DEVICE_BUCKETS) === number),
    ),
  )
  return { traces, tastes }
}

interface Gathered {
  traces: DeviceTrace[]
  /** By profile. */
  tastes: ReadonlyMap<string, SharedTaste>
}

/** Leanings alone; see `linked-taste.ts`. */
function tasteIn(features: AudienceRow['features']): SharedTaste {
  const { categories = {}, brands = {} } = (features.affinities ?? {}) as Partial<SharedTaste>
  return { categories, brands }
}

async function proposals(
  env: LinkEnv,
  place: ShopPlace,
  { pairs, setup, before }: { pairs: readonly DevicePair[]; setup: Setup; before: readonly DeviceLink[] },
): Promise<Proposal[]> {
  const decided = before.filter(({ state }) => state === 'refused' || state === 'accepted')
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
