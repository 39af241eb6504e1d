import { CONSENT_CHANGED, type FoldState } from '../../../shared/features/fold.ts'
import { CONSENT_BITS, type ConsentStamp, consentStamp, hasConsent } from '../../../shared/schema/consent.ts'
import {
  type ConsentState,
  consentAfter,
  openPurposes,
  type Said,
  saysNews,
  type Topic,
} from '../../../shared/schema/consent-state.ts'
import { readConsent } from '../../../shared/schema/intake/read-consent.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Visit } from './contract.ts'

/** The purposes that events may be kept for, once `change` is known. */
export function openAfter(state: FoldState, change: StoredEvent | undefined): ConsentStamp {
  return openPurposes(change ? consentAfter(state.consents, saidIn(change)) : state.consents)
}

/**
 * The record of a choice, as an event of the person; undefined when it says nothing new. The browser's own record id
 * is the message id, so a tab that still repeats an old choice does not undo a newer one. A dated choice is kept also
 * where it repeats the one before, so that nothing older that comes late can take its place.
 *
 * `isProven`: somebody has proved here who they are, so this browser may speak for their addresses.
 */
export function consentChange(
  { consent, identity, now }: Visit,
  state: FoldState,
  isProven = false,
): StoredEvent | undefined {
  if (!consent) return undefined
  const { source, statement } = consent
  const { id, at } = statement.record ?? {}
  const stated = at ? Date.parse(at) : Number.NaN
  const isDated = Number.isFinite(stated)
  const time = isDated ? Math.min(stated, now) : now
  const isTrusted = consent.isTrusted ?? (isProven || identity !== undefined)
  const named = JSON.stringify(statement, (key, value) => (key === 'record' ? undefined : value))
  const event: StoredEvent = {
    source,
    messageId: `consent:${id ?? `${named}:${isDated ? at : now}`}`.slice(-100),
    time,
    receivedAt: now,
    consent: consentStamp(statement),
    name: CONSENT_CHANGED,
    ...(isTrusted && { isTrusted }),
    raw: JSON.stringify({ type: 'consent', properties: statement }),
  }
  const said = saidIn(event)
  if (state.count === 0) return isWorthAProfile(said) ? event : undefined
  const isRepeated = !saysNews(state.consents, { ...said, at: Math.max(said.at, state.consentAt ?? 0) })
  const isNewer = isDated && topicsIn(said).some((topic) => (state.consents[topic]?.at ?? 0) < time)
  return isRepeated && !isNewer ? undefined : event
}
