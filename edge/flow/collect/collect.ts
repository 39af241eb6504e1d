import { isNobody } from '../../../shared/identity/identifier-key.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import { speaksOfChannels, statedAt } from '../../../shared/schema/consent-state.ts'
import type { Refusal } from '../../../shared/schema/decide.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import type { Caller } from '../../lib/caller.ts'
import type { JsonBody } from '../../lib/read-body.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import { type AliasRequest, aliasRequests } from './alias-requests.ts'
import { factsOf, type LookupFacts } from './attach-facts.ts'
import type { RequestIdentity, ResolveKnown } from './find-person.ts'
import { type EventGroup, groupEvents, mayBeKept, type StampedEvent } from './group-events.ts'
import type { Person, PersonGroup } from './person.ts'
import { type BodyShape, readEvents } from './read-events.ts'
import { eventStamp, isRefused, type RequestConsent, requestConsent } from './request-consent.ts'
import { requestIdentity, statedIds } from './request-identity.ts'

export interface CollectInput extends JsonBody {
  shape: BodyShape
  request: Request
  caller: Caller
  env: Pick<Env, 'COOKIE_SECRET'>
  /** Epoch ms; the only clock there is. */
  receivedAt: number
  /** Names an event whose sender gave it no id. */
  mintMessageId: () => string
  resolveKnown: ResolveKnown
  lookupFacts: LookupFacts
}

export interface Collected {
  /** Everybody the request has something to say about: one visit each. */
  groups: PersonGroup[]
  /** The one the answer is for. Absent = nobody: the answer rests on the page alone. In `groups`, if there is anything to say. */
  viewer?: PersonGroup
  invalid: Refusal[]
  /** Ids that the shop's server says are one person. */
  aliases: AliasRequest[]
  /** Events not kept: without consent, or nobody's. */
  withheld: number
  consent: RequestConsent
  /** The person refuses analytics: the cookie is to be taken away. */
  isHandleRevoked: boolean
}

/** From a body and its caller to events by person, ready to be appended. Nothing is stored here. */
export async function collect(input: CollectInput): Promise<Collected> {
  const { body, caller, request, receivedAt, mintMessageId } = input
  const isSecret = caller.role === 'secret'
  const ids = statedIds(body, caller)
  const identifiers = identifiersOf(caller.shop)
  const { events, invalid } = readEvents(input, input.shape, {
    receivedAt,
    isSecret,
    mintMessageId,
    isNobody: (type, id) => isNobody(type, id, identifiers),
  })
  const consent = requestConsent(body, caller, input)
  const stamped = events.map((event) => ({ event, stamp: eventStamp(event, consent, request) }))

  const identity = await requestIdentity(input, { ids, consent, events: stamped.filter(mayBeKept) })
  const viewerTime = statementTime(consent, input)
  const found = await groupEvents(stamped, { identity, ids, viewerTime })

  const groups = found.map((group) => toPersonGroup(group, { input, identity, consent }))
  const viewer = groups[found.findIndex(({ isViewer }) => isViewer)]
  return {
    groups: groups.filter((group) => group.events.length > 0 || group.consent),
    ...(viewer && { viewer }),
    invalid,
    aliases: aliasRequests(events, caller),
    withheld: events.length - groups.reduce((sum, group) => sum + group.events.length, 0),
    consent,
    isHandleRevoked: !isSecret && identity.handle !== undefined && isRefused(consent),
  }
}

/** When something was said that is kept also of a stranger; null = nothing was. */
function statementTime(
  { statement, stamp }: RequestConsent,
  { caller, receivedAt }: CollectInput,
): number | null {
  if (!statement) return null
  const isKept = hasConsent(stamp, 'analytics') || (caller.role === 'secret' && speaksOfChannels(statement))
  return isKept ? Math.min(statedAt(statement) ?? receivedAt, receivedAt) : null
}

interface Context {
  input: CollectInput
  identity: RequestIdentity
  consent: RequestConsent
}

function toPersonGroup({ person, events: all }: EventGroup, context: Context): PersonGroup {
  const { identity, consent } = context
  const { provenUserId, caller } = identity
  const statement = consent.statement ?? newestStatement(all)
  const events = all.filter(mayBeKept)
  // Who claims to be somebody cannot speak for that person's addresses.
  const isTrusted = caller.role === 'secret' || (provenUserId !== undefined && person.kind !== 'claim')
  const isUnread = caller.role === 'public' && events.length === 0 && !hasConsent(consent.stamp, 'analytics')
  return {
    person: isUnread ? { ...person, mayRead: false } : person,
    events: events.map((event) => toStored(event, person, context)),
    ...(statement && {
      consent: { source: person.source, statement, ...(isTrusted && { isTrusted }) },
    }),
    // A claim is never linked: whoever can prove one id could take over any other that way. Nor is anybody who refuses.
    ...(person.kind === 'handle' &&
      !isUnread &&
      provenUserId !== undefined && { known: { type: 'user_id' as const, value: provenUserId } }),
  }
}

/** What a person's last event says, where the request itself says nothing; also one that is not kept, for it refuses. */
function newestStatement(events: readonly StampedEvent[]): RequestConsent['statement'] {
  return events
    .map(({ event }) => event)
    .filter(({ consent }) => consent)
    .sort((a, b) => a.time - b.time)
    .at(-1)?.consent
}

function toStored(
  { event, stamp }: StampedEvent,
  { source }: Person,
  { input, identity }: Context,
): StoredEvent {
  const { type, name, messageId, time, receivedAt, statedAt, raw, userId } = event
  const { caller, provenUserId } = identity
  // A proof vouches for who somebody is, so also for what they say of themselves; never for their orders.
  const isProven =
    type === 'identify' && provenUserId !== undefined && (userId ?? provenUserId) === provenUserId
  const facts = factsOf(event, input.lookupFacts)
  return {
    source,
    messageId,
    time,
    receivedAt,
    ...(statedAt !== undefined && { statedAt }),
    consent: stamp,
    name,
    ...((caller.role === 'secret' || isProven) && { isTrusted: true as const }),
    ...(facts && { facts }),
    raw,
  }
}
