import {
  CONSENT_BITS,
  type ConsentStamp,
  type ConsentStatement,
  consentStamp,
} from '../../../shared/schema/consent.ts'
import { correctTime } from '../../../shared/schema/intake/correct-time.ts'
import { isPlainObject } from '../../../shared/schema/intake/plain-object.ts'
import { readConsent } from '../../../shared/schema/intake/read-consent.ts'
import type { Caller } from '../../lib/caller.ts'

export interface RequestConsent {
  /** What the request says for all its events; absent = it says nothing. */
  statement?: ConsentStatement
  /** The stamp of an event that says nothing itself. */
  stamp: ConsentStamp
  /** Epoch ms by our clock: when the choice was made, as far as that is said. What was done before it was not asked about. */
  chosenAt?: number
}

/**
 * What a request states about consent: `consent` of our own script, or the `context.consent` a Segment client puts
 * around its events. Where nothing is said, the shop has decided for its browsers, and a server that sends events
 * holds consent for analytics at least: it is asked to state the rest.
 */
export function requestConsent(
  body: Record<string, unknown>,
  caller: Caller,
  { request, receivedAt }: { request: Request; receivedAt: number },
): RequestConsent {
  const context = isPlainObject(body.context) ? body.context.consent : undefined
  const stated = readConsent(body.consent) ?? readConsent(context)
  const unstated = isPermittedUnstated(caller) ? CONSENT_BITS.analytics : 0
  if (!stated) return { stamp: unstated }
  const statement = caller.role === 'public' ? withSignal(stated, request) : stated
  const timestamp = statement.record?.at
  // By the same correction as the events: a browser's clock that is wrong is wrong for both.
  const isSecret = caller.role === 'secret'
  const choice = timestamp && correctTime({ timestamp, sentAt: body.sentAt, receivedAt, isSecret })
  return {
    statement,
    stamp: consentStamp(statement, unstated),
    ...(choice && { chosenAt: choice.time }),
  }
}

/**
 * The stamp of one event: its own word, unless the person has refused by the time it is sent. An event that has
 * waited since before the choice is known to have been agreed to for analytics, and for nothing more.
 */
export function eventStamp(
  { consent: own, time }: { consent?: ConsentStatement; time: number },
  consent: RequestConsent,
  request: Request,
): ConsentStamp {
  if (isRefused(consent)) return consent.stamp
  if (!own) {
    const isOlder = consent.chosenAt !== undefined && time < consent.chosenAt
    return isOlder ? consent.stamp & CONSENT_BITS.analytics : consent.stamp
  }
  return consentStamp(withSignal(own, request), consent.stamp & CONSENT_BITS.analytics)
}

/** The person says no to being known. */
export function isRefused({ statement }: RequestConsent): boolean {
  return statement?.analytics === false
}

/** Global Privacy Control arrives as a header too, before any script could have read it. */
function withSignal(statement: ConsentStatement, request: Request): ConsentStatement {
  if (request.headers.get('Sec-GPC') !== '1') return statement
  return { ...statement, record: { ...statement.record, gpc: true } }
}

function isPermittedUnstated({ role, shop }: Caller): boolean {
  return role === 'secret' || shop.unstatedConsent === 'analytics'
}
