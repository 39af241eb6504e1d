import { seededRandom } from '../../../demo/lib/random.ts'
import type { DeviceTrace } from '../../../shared/identity/devices/device.ts'
import { trainDeviceMatcher } from '../../../shared/identity/devices/device-matcher.ts'
import { type DevicePair, matchDevices } from '../../../shared/identity/devices/match-devices.ts'
import { softLinks } from '../../../shared/identity/devices/soft-links.ts'
import { makeTown, type Town, type TownKind, type Townsperson } from './town.ts'
import { traceTown } from './visits.ts'

/** What two devices have to do with each other, in truth. */
export type Tie = 'one person' | 'couple' | 'family' | 'shared flat' | 'colleagues' | 'others'

export interface TownResult {
  devices: number
  compared: number
  /** Pairs of devices that one person has and both came to the shop. */
  ofOnePerson: number
  links: number
  /** Links between devices of one person, and the share of them. 1 where there are none. */
  rightLinks: number
  precision: number
  /** Share of the pairs of one person that were linked. */
  recall: number
  suggestions: number
  rightSuggestions: number
  byTie: Partial<Record<Tie, { links: number; suggestions: number }>>
}

/** Lets the shipped matcher link the devices of a town, all of whose people agree to it, and counts what is right. */
export function tryTown(options: { seed: string | number; homes: number; kind: TownKind }): TownResult {
  const town = makeTown(options)
  const traces = traceTown(town, options.seed)
  const matcher = trainDeviceMatcher(traces, { random: seededRandom(`pairs ${options.seed}`).next })
  const { pairs, compared } = matchDevices(traces, matcher)
  const { links, suggestions } = softLinks(pairs, {
    about: (person) => ({ mayLink: true, person, uniqueIds: {} }),
    isRefused: () => false,
  })
  const ownerOf = owners(town)
  const tieOf = ({ a, b }: DevicePair) => tie(ownerOf.get(a)!, ownerOf.get(b)!)
  const byTie: TownResult['byTie'] = {}
  for (const [kind, found] of Object.entries({ links, suggestions })) {
    for (const pair of found) {
      byTie[tieOf(pair)] ??= { links: 0, suggestions: 0 }
      byTie[tieOf(pair)]![kind as 'links' | 'suggestions'] += 1
    }
  }
  const { links: rightLinks = 0, suggestions: rightSuggestions = 0 } = byTie['one person'] ?? {}
  const ofOnePerson = pairsOfOnePerson(town, traces)
  return {
    devices: traces.length,
    compared,
    ofOnePerson,
    links: links.length,
    rightLinks,
    precision: links.length === 0 ? 1 : rightLinks / links.length,
    recall: ofOnePerson === 0 ? 0 : rightLinks / ofOnePerson,
    suggestions: suggestions.length,
    rightSuggestions,
    byTie,
  }
}

function owners({ people }: Town): Map<string, Townsperson> {
  return new Map(people.flatMap((person) => person.devices.map(({ id }) => [id, person] as const)))
}

function tie(one: Townsperson, other: Townsperson): Tie {
  if (one === other) return 'one person'
  if (one.home === other.home && one.home.kind !== 'single') return one.home.kind
  return one.work !== undefined && one.work === other.work ? 'colleagues' : 'others'
}

function pairsOfOnePerson({ people }: Town, traces: readonly DeviceTrace[]): number {
  const came = new Set(traces.map(({ id }) => id))
  return people.reduce((sum, { devices }) => {
    const count = devices.filter(({ id }) => came.has(id)).length
    return sum + (count * (count - 1)) / 2
  }, 0)
}
