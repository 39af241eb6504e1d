import type { DevicePair } from './match-devices.ts'

/** What is known of a profile when it comes to linking it. */
export interface Linkable {
  /** Agrees to personalization, and does not object to being profiled. */
  mayLink: boolean
  /** Who answers for it: two profiles of one person need no link. */
  person: string
  /** Unique identifiers by type, hashed: two different ones are two people. */
  uniqueIds: Readonly<Record<string, string>>
}

export interface SoftLinkOptions {
  /** Undefined = nobody is there any more. */
  about: (profile: string) => Linkable | undefined
  /** Said by a human, or by somebody who undid the link. */
  isRefused: (a: string, b: string) => boolean
  /** Profiles of one cluster at most. Absent = {@link MOST_IN_CLUSTER}. */
  maxSize?: number
}

export interface SoftLinks {
  /** For personalization only; to be made anew from newer traces, and undone at any time. */
  links: DevicePair[]
  /** Questions for a human. */
  suggestions: DevicePair[]
}

/** One person's devices: phone, tablet, a computer at home and one at work, and one spare. */
export const MOST_IN_CLUSTER = 5

interface Cluster {
  profiles: string[]
  uniqueIds: Record<string, string>
}

/**
 * Which pairs are linked for personalization, the surest first. A profile joins a cluster only over a link, and only if
 * it is at least a suggestion with each of the others: there is no chain through weak edges. Two different unique ids
 * never meet, not even through a third. A link that the cluster is too large for, or not at one with, is a question
 * for a human; so is every suggestion.
 */
export function softLinks(pairs: readonly DevicePair[], options: SoftLinkOptions): SoftLinks {
  const { about, isRefused, maxSize = MOST_IN_CLUSTER } = options
  const known = pairs.filter(({ a, b }) => {
    const [one, other] = [about(a), about(b)]
    if (!one?.mayLink || !other?.mayLink || one.person === other.person) return false
    return !isRefused(a, b) && !areDifferent(one.uniqueIds, other.uniqueIds)
  })
  const isKnown = new Set(known.map(({ a, b }) => `${a} ${b}`))
  const agree = (a: string, b: string) => isKnown.has(a < b ? `${a} ${b}` : `${b} ${a}`)
  const clusters = new Map<string, Cluster>()
  const clusterOf = (profile: string): Cluster =>
    clusters.get(profile) ?? { profiles: [profile], uniqueIds: { ...about(profile)!.uniqueIds } }
  const found: SoftLinks = { links: [], suggestions: [] }
  for (const pair of known) {
    const [one, other] = [clusterOf(pair.a), clusterOf(pair.b)]
    if (pair.verdict === 'link' && one === other) found.links.push(pair)
    else if (one !== other && areDifferent(one.uniqueIds, other.uniqueIds)) continue
    else if (pair.verdict === 'link' && mayMeet(one, other, agree, maxSize)) {
      const joined = {
        profiles: [...one.profiles, ...other.profiles],
        uniqueIds: { ...one.uniqueIds, ...other.uniqueIds },
      }
      for (const profile of joined.profiles) clusters.set(profile, joined)
      found.links.push(pair)
    } else found.suggestions.push(pair)
  }
  return found
}

function mayMeet(
  one: Cluster,
  other: Cluster,
  agree: (a: string, b: string) => boolean,
  maxSize: number,
): boolean {
  if (one.profiles.length + other.profiles.length > maxSize) return false
  return one.profiles.every((a) => other.profiles.every((b) => agree(a, b)))
}

function areDifferent(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(one).some(([type, id]) => Object.hasOwn(other, type) && other[type] !== id)
}
