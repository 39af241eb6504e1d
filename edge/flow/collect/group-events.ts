import { type ConsentStamp, hasConsent } from '../../../shared/schema/consent.ts'
import type { ReadEvent } from '../../../shared/schema/intake/read-item.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { chooseWay, findPerson, type RequestIdentity, type StatedIds, type Way } from './find-person.ts'
import type { Person } from './person.ts'

/** An event, and the consent it comes under. */
export interface StampedEvent {
  event: ReadEvent
  stamp: ConsentStamp
}

/** Without consent for analytics an event is only heard for whose it is and what it says of consent. */
export function mayBeKept({ stamp }: StampedEvent): boolean {
  return hasConsent(stamp, 'analytics')
}

/** One person's events. */
export interface EventGroup {
  person: Person
  events: StampedEvent[]
  /** The answer to the request is for this person. */
  isViewer: boolean
}

export interface GroupContext {
  identity: RequestIdentity
  /** What the request says around its events; an event's own ids go before it. */
  ids: StatedIds
  /** For a viewer who brings no event: when to make a profile, or null to make none. */
  viewerTime: number | null
}

/** How many identifiers are looked up at once: a Worker has six connections. */
const LOOKUPS = 6

/** Sorts events by the person they belong to. The viewer has a group without events, too. */
export async function groupEvents(
  events: readonly StampedEvent[],
  context: GroupContext,
): Promise<EventGroup[]> {
  const drafts = draft(events, context)
  const found = await mapLimited(drafts, LOOKUPS, (each) => settle(each, context))
  const groups = new Map<string, EventGroup>()
  for (const group of found) {
    if (!group) continue
    // Two ways may lead to the same profile, and that is one visit.
    const known = groups.get(group.person.profile)
    if (!known) groups.set(group.person.profile, group)
    else known.events.push(...group.events)
  }
  return [...groups.values()]
}

/** Events that go the same way, before it is known where it ends. */
interface Draft {
  way: Way
  events: StampedEvent[]
  isViewer: boolean
}

function draft(events: readonly StampedEvent[], { identity, ids }: GroupContext): Draft[] {
  const drafts = new Map<string, Draft>()
  const open = (each: StatedIds, isViewer: boolean): Draft => {
    const way = chooseWay(each, identity)
    const key = JSON.stringify(way)
    const known = drafts.get(key) ?? { way, events: [], isViewer }
    drafts.set(key, known)
    return known
  }
  const first = events[0]?.event
  const isUnnamed = ids.profile === undefined && ids.userId === undefined && ids.anonymousId === undefined
  open(isUnnamed && first ? first : ids, true)
  for (const item of events) open(idsOf(item.event, ids), false).events.push(item)
  return [...drafts.values()]
}

function idsOf({ userId, anonymousId }: ReadEvent, ids: StatedIds): StatedIds {
  if (userId === undefined && anonymousId === undefined) return ids
  return { userId: userId ?? ids.userId, anonymousId: anonymousId ?? ids.anonymousId }
}

/**
 * Finds the person at the end of the way. After an erasure only what happened later may start a new profile: where
 * the earliest event finds nobody, the later ones ask again, in order, and what is earlier is left out.
 */
async function settle(
  { way, events, isViewer }: Draft,
  { identity, viewerTime }: GroupContext,
): Promise<EventGroup | undefined> {
  const kept = events.filter(mayBeKept)
  if (kept.length === 0) {
    const person = await findPerson(way, identity, isViewer ? viewerTime : null)
    return person && { person, events, isViewer }
  }
  const times = new Set(kept.map(({ event }) => event.time).sort((a, b) => a - b))
  for (const time of times) {
    const person = await findPerson(way, identity, time)
    if (person) return { person, events: events.filter(({ event }) => event.time >= time), isViewer }
    if (way.by === 'nothing') return undefined
  }
  return undefined
}
