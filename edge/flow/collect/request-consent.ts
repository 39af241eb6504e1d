import {
  CONSENT_BITS,
  type ConsentStamp,
  type ConsentStatement,
  consentStamp,
} from '../../../shared/schema/consent.ts'
import { isPlainObject } from '../../../shared/schema/intake/plain-object.ts'
import { readConsent } from '../../../shared/schema/intake/read-consent.ts'
import type { Caller } from '../../lib/caller.ts'

export interface RequestConsent {
  /** What the request says for all its events; absent = it says nothing. */
  statement?: ConsentStatement
  /** The stamp of an event that says nothing itself. */
  stamp: ConsentStamp
}

/**
 * What a request states about consent: `consent` of our own script, or the `context.consent` a Segment client puts
 * around its events. Where nothing is said, the shop has decided for its browsers, and a server that sends events
 * holds consent for analytics at least: it is asked to state the rest.
 */
export function requestConsent(
  body: Record<string, unknown>,
  caller: Caller,
  request: Request,
): RequestConsent {
  const context = isPlainObject(body.context) ? body.context.consent : undefined
  const stated = readConsent(body.consent) ?? readConsent(context)
  const unstated = isPermittedUnstated(caller) ? CONSENT_BITS.analytics : 0
  if (!stated) return { stamp: unstated }
  const statement = caller.role === 'public' ? withSignal(stated, request) : stated
  return { statement, stamp: consentStamp(statement, unstated) }
}

/** The stamp of one event: its own word, unless the person has refused by the time it is sent. */
export function eventStamp(
  own: ConsentStatement | undefined,
  consent: RequestConsent,
  request: Request,
): ConsentStamp {
  if (!own || isRefused(consent)) return consent.stamp
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
