import { CONSENT_CHANGED } from '../../../../shared/features/fold.ts'
import { CONSENT_BITS, consentStamp } from '../../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import type { Env } from '../../../env.ts'
import { mapLimited } from '../../../lib/map-limited.ts'
import { placeOf } from '../../../lib/object-id.ts'
import { tooManyRequests } from '../../../lib/problem.ts'
import type { ShopRecord } from '../../../lib/shop-record.ts'
import type { Visit } from '../../../stores/profile/contract.ts'
import { factsOf, type LookupFacts } from '../attach-facts.ts'
import { sendVisit } from '../send-visit.ts'
import { claimOrders, ordersTaken } from './claim-orders.ts'
import { findPeople } from './find-people.ts'
import type { HistoryEvent } from './read-history.ts'

export interface HistoryAnswer {
  /** Events that are with their person now. */
  stored: number
  /** Events that were there already, or say what is known already. */
  duplicates: number
  /** Nobody's, or of people who refuse or were erased since. */
  withheld: number
  people: number
}

/** How many people of a chunk are visited at once. */
const VISITS = 12

/** What a shop may do with its own records of a customer, until the person says otherwise. */
const SHOPS_OWN = CONSENT_BITS.analytics | CONSENT_BITS.personalization

/**
 * Brings events of the past to their people: each person is visited once, with all that the chunk knows of them.
 * Every step may be repeated, and so may the chunk.
 */
export async function takeHistory(
  env: Env,
  shop: ShopRecord,
  events: readonly HistoryEvent[],
  { now, lookupFacts }: { now: number; lookupFacts: LookupFacts },
): Promise<HistoryAnswer> {
  const place = placeOf(shop)
  const owners = await findPeople(env, shop, events)
  const owned = events.flatMap(({ event }, at) => {
    const owner = owners[at]
    return owner ? [{ event, ...owner }] : []
  })
  const waiting = await claimOrders(env, place, owned)
  const people = new Map<string, Pick<Visit, 'events' | 'knownBy'>>()
  const give = (profile: string, events: StoredEvent[], knownBy?: Visit['knownBy']) => {
    const before = people.get(profile)
    const strongest = before?.knownBy?.type === 'user_id' ? before.knownBy : (knownBy ?? before?.knownBy)
    people.set(profile, {
      events: [...(before?.events ?? []), ...events],
      ...(strongest && { knownBy: strongest }),
    })
  }
  for (const { event, profile, knownBy } of owned) give(profile, toStored(event, lookupFacts), knownBy)
  for (const { profile, words } of waiting) give(profile, words)

  const answer: HistoryAnswer = {
    stored: 0,
    duplicates: 0,
    withheld: events.length - owned.length,
    people: people.size,
  }
  await mapLimited([...people], VISITS, async ([profile, brought]) => {
    const reply = await sendVisit(env, {
      shop: place,
      profile,
      now,
      isServer: true,
      isHistory: true,
      ...brought,
    })
    if (reply.status === 'busy')
      throw tooManyRequests(reply.retryAfterSeconds, 'Too many requests for one person')
    if (reply.status !== 'ok') answer.withheld += brought.events.length
    else {
      answer.stored += reply.stored
      answer.duplicates += reply.duplicates
      answer.withheld += reply.withheld
    }
  })
  await ordersTaken(env, place, waiting)
  return answer
}

/** An event of the shop's own records; what it says of consent is an event of its own, at the time it was said. */
function toStored(event: HistoryEvent['event'], lookupFacts: LookupFacts): StoredEvent[] {
  const { name, messageId, time, receivedAt, statedAt, raw, consent, properties } = event
  const facts = factsOf(event, lookupFacts)
  const stored: StoredEvent = {
    source: 's',
    messageId,
    time,
    receivedAt,
    ...(statedAt !== undefined && { statedAt }),
    consent: SHOPS_OWN,
    name,
    isTrusted: true,
    ...(facts && { facts }),
    raw,
  }
  if (!consent) return [stored]
  const saidAt = Date.parse(consent.record?.at ?? '')
  const said: StoredEvent = {
    source: 's',
    messageId: `consent:${messageId}`.slice(0, 100),
    time: Number.isNaN(saidAt) ? time : Math.min(saidAt, receivedAt),
    receivedAt,
    consent: consentStamp(consent),
    name: CONSENT_CHANGED,
    isTrusted: true,
    raw: JSON.stringify({ type: 'consent', properties: consent }),
  }
  const isConsentAlone = name === 'identified' && Object.keys(properties).length === 0
  return isConsentAlone ? [said] : [said, stored]
}
