import type { SeenDevice } from '../../../shared/identity/devices/sighting.ts'
import type { ReportedDevice, ReportedLink } from '../../../shared/privacy/access-report.ts'
import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { DEVICE_BUCKETS, devicesStubAt, type ShopPlace } from '../../lib/object-id.ts'
import { lendTo } from '../profile/lend-to.ts'
import { reachPerson } from '../profile/reach.ts'
import type { DeviceLink, ForgottenDevices } from './contract.ts'
import type { DeviceBucket } from './device-bucket.ts'

const AT_ONCE = 6
const HOUR_MS = 3_600_000

type DevicesEnv = Pick<Env, 'DEVICES'>

/** Asks every bucket of a shop: a pair may lie in any. */
export function eachBucket<Answer>(
  env: DevicesEnv,
  shop: ShopPlace,
  ask: (bucket: DurableObjectStub<DeviceBucket>, number: number) => Promise<Answer>,
): Promise<Answer[]> {
  const numbers = Array.from({ length: DEVICE_BUCKETS }, (_value, number) => number)
  return mapLimited(numbers, AT_ONCE, (number) => ask(devicesStubAt(env, shop, number), number))
}

/** All pairs of a shop, the surest first. */
export async function linksOf(env: DevicesEnv, shop: ShopPlace): Promise<DeviceLink[]> {
  const links = (await eachBucket(env, shop, async (bucket) => bucket.links(shop.id))).flat()
  return links.sort((x, y) => y.probability - x.probability || (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1))
}

/** Takes a profile out of all buckets; may be repeated. */
export async function forgetDevices(
  env: Pick<Env, 'DEVICES' | 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
  now: number,
): Promise<Omit<ForgottenDevices, 'partners'>> {
  const forgotten = await eachBucket(env, shop, async (bucket) => bucket.forget(shop.id, profile, now))
  for (const partner of new Set(forgotten.flatMap(({ partners }) => partners)))
    await lendTo(env, shop, partner, { without: profile })
  const sum = (key: 'devices' | 'links') => forgotten.reduce((total, each) => total + each[key], 0)
  return { devices: sum('devices'), links: sum('links') }
}

/** What is kept of a person's devices, for the person: of the other side of a pair nothing but that there is one. */
export async function devicesOfPerson(
  env: Pick<Env, 'DEVICES' | 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
): Promise<{ devices: ReportedDevice[]; links: ReportedLink[] }> {
  const record = await reachPerson(env, shop, profile, (stub, asked) => stub.identity(asked))
  const found: { devices: ReportedDevice[]; links: ReportedLink[] } = { devices: [], links: [] }
  for (const member of record?.members ?? []) {
    for (const { device, links } of await eachBucket(env, shop, async (bucket) =>
      bucket.ofProfile(shop.id, member),
    )) {
      if (device) found.devices.push(reportedDevice(device))
      found.links.push(...links.map((link) => reportedLink(link, member)))
    }
  }
  return found
}

function reportedDevice({ profile, language, screen, networks }: SeenDevice): ReportedDevice {
  const iso = (hour: number) => new Date(hour * HOUR_MS).toISOString()
  return {
    profile,
    ...(language !== undefined && { language }),
    ...(screen !== undefined && { screen }),
    networks: Object.entries(networks).map(([pseudonym, hours]) => ({ pseudonym, hours: hours.map(iso) })),
  }
}

function reportedLink({ state, probability, evidence, at }: DeviceLink, profile: string): ReportedLink {
  return { profile, state, probability, evidence, at: new Date(at).toISOString() }
}
