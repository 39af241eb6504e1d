import type { DeviceTrace, Screen } from './device.ts'

/** A device was in a place. */
export interface Sighting {
  profile: string
  /** Pseudonym of the network. */
  network: string
  /** Since the epoch. */
  hour: number
  language?: string
  screen?: Screen
}

/** What is kept of a device's places. */
export interface SeenDevice extends Pick<DeviceTrace, 'networks' | 'language' | 'screen'> {
  profile: string
}

/** How long a place is remembered: as long as its pseudonym is the same. */
export const KEPT_HOURS = 28 * 24
const MOST_NETWORKS = 8
const MOST_HOURS = 100

/** With one sighting more; what is too old goes, and so does what is too much: the networks not visited for longest. */
export function withSighting(known: SeenDevice | null, sighting: Sighting): SeenDevice {
  const { profile, network, hour, language, screen } = sighting
  const networks = remembered(known?.networks ?? {}, hour)
  const hours = networks[network] ?? []
  if (!hours.includes(hour)) networks[network] = [...hours, hour].sort((a, b) => a - b).slice(-MOST_HOURS)
  const newest = Object.entries(networks)
    .sort(([, a], [, b]) => b.at(-1)! - a.at(-1)!)
    .slice(0, MOST_NETWORKS)
  const described = { language: language ?? known?.language, screen: screen ?? known?.screen }
  return {
    profile,
    networks: Object.fromEntries(newest),
    ...(described.language !== undefined && { language: described.language }),
    ...(described.screen !== undefined && { screen: described.screen }),
  }
}

/** The hours that are not too old yet. */
export function remembered(networks: SeenDevice['networks'], now: number): Record<string, readonly number[]> {
  const kept = Object.entries(networks).map(
    ([network, hours]) => [network, hours.filter((hour) => hour > now - KEPT_HOURS)] as const,
  )
  return Object.fromEntries(kept.filter(([, hours]) => hours.length > 0))
}

/** What a person is known for, as their shard has it. */
interface Known {
  affinities?: { categories?: Record<string, number> }
  recently_viewed?: readonly { productId: string; lastAt: number }[]
}

const HOUR_MS = 3_600_000

/** A device's places together with what its person looked at. */
export function traceOf(
  { profile, ...places }: SeenDevice,
  features: Readonly<Record<string, unknown>>,
): DeviceTrace {
  const { affinities, recently_viewed: viewed = [] } = features as Known
  return {
    id: profile,
    ...places,
    products: Object.fromEntries(
      viewed.map(({ productId, lastAt }) => [productId, Math.floor(lastAt / HOUR_MS)]),
    ),
    categories: affinities?.categories ?? {},
  }
}
