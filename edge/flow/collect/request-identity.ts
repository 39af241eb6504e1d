import { isNobody } from '../../../shared/identity/identifier-key.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import { readIdentifier } from '../../../shared/schema/intake/read-identifier.ts'
import type { Caller } from '../../lib/caller.ts'
import { readHandle } from '../../lib/handle.ts'
import { isSameSite } from '../../lib/origin.ts'
import { ApiError } from '../../lib/problem.ts'
import { verifyProof } from '../../lib/proof.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import type { CollectInput } from './collect.ts'
import type { RequestIdentity, StatedIds } from './find-person.ts'
import type { StampedEvent } from './group-events.ts'
import type { RequestConsent } from './request-consent.ts'

/** Establishes who a request may speak for: its cookie, its proof, and whether it may be given a handle. 401 for a bad proof. */
export async function requestIdentity(
  { env, caller, request, body, shape, receivedAt, resolveKnown }: CollectInput,
  { ids, consent, events }: { ids: StatedIds; consent: RequestConsent; events: readonly StampedEvent[] },
): Promise<RequestIdentity> {
  const { shop, role } = caller
  const isBrowser = role === 'public'
  const mayHaveHandle = !isBrowser || isSameSite(request)
  // The script cannot know whether the cookie reaches this host, so around its events it names an id for the case
  // that it does not. Segment's clients name theirs for good.
  const isNeeded = 'type' in shape || shape.list === 'batch'
  const isClaimed =
    (isNeeded && ids.anonymousId !== undefined) || events.some(({ event }) => event.anonymousId !== undefined)
  const hasAgreed =
    events.length > 0 || (consent.statement !== undefined && hasConsent(consent.stamp, 'analytics'))
  const userId = ids.userId ?? identifiedUser(events)
  // Where the person has not agreed the events are gone, and nobody is left to be proved.
  const isNamed = userId !== undefined || events.length > 0
  const hasProof = isBrowser && isNamed && body.proof !== undefined && body.proof !== null
  return {
    env,
    caller,
    handle: mayHaveHandle ? await readHandle(env, shop.id, request) : undefined,
    mayMint: isBrowser && mayHaveHandle && !isClaimed && hasAgreed,
    seed: events[0]?.event.messageId,
    provenUserId: hasProof
      ? await verifyProof({
          proof: body.proof,
          shop,
          userId,
          now: receivedAt,
        })
      : undefined,
    resolveKnown,
  }
}

/** Whom the newest `identify` or `alias` names: a proof beside it speaks of them. */
function identifiedUser(events: readonly StampedEvent[]): string | undefined {
  const names = ({ event: { type, userId } }: StampedEvent) =>
    (type === 'identify' || type === 'alias') && userId !== undefined
  return events.findLast(names)?.event.userId
}

/** The ids around the events: whom the request as a whole is about. */
export function statedIds(body: Record<string, unknown>, { role, shop }: Caller): StatedIds {
  const identifiers = identifiersOf(shop)
  const hasProfile = role === 'secret' && body.profile !== undefined && body.profile !== null
  return {
    userId: readId(body.userId, (id) => isNobody('user_id', id, identifiers)),
    anonymousId: readId(body.anonymousId, (id) => isNobody('anonymous_id', id, identifiers)),
    profile: hasProfile ? readProfile(body.profile) : undefined,
  }
}

/** What cannot be an id is none here: in a single call the event itself was refused for it. */
function readId(value: unknown, isNobody: (id: string) => boolean): string | undefined {
  const id = readIdentifier(value, isNobody)
  return id === 'invalid' ? undefined : id.value
}

function readProfile(value: unknown): string {
  if (typeof value === 'string' && /^[pc]_[0-9a-f]{32}$/.test(value)) return value
  throw new ApiError(
    400,
    'invalid-profile',
    '`profile` is the id of a profile, as GET /v1/profiles answers it',
  )
}
