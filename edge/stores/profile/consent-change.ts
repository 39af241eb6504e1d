import { CONSENT_CHANGED, type FoldState } from '../../../shared/features/fold.ts'
import { type ConsentStamp, consentStamp } from '../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Visit } from './contract.ts'

/**
 * What the person agrees to, once `change` is known: the newest statement. Without any there is no limit but what
 * each event says of itself (−1).
 */
export function todaysConsent(state: FoldState, change: StoredEvent | undefined): ConsentStamp {
  if (state.consentAt === null) return change ? change.consent : -1
  return change && change.time >= state.consentAt ? change.consent : state.consent
}

/**
 * The record of a choice, as an event of the person; undefined when it says nothing new. The browser's own record id
 * is the message id, so a tab that still repeats an old choice does not undo a newer one. A dated choice is kept also
 * where it repeats the one before, so that nothing older that comes late can take its place.
 */
export function consentChange({ consent, now }: Visit, state: FoldState): StoredEvent | undefined {
  if (!consent) return undefined
  const stamp = consentStamp(consent.statement)
  // A refusal needs no profile: it stays in the browser.
  if (state.count === 0 && stamp === 0) return undefined
  const { id, at } = consent.statement.record ?? {}
  const stated = at ? Date.parse(at) : Number.NaN
  const isDated = Number.isFinite(stated)
  const time = isDated ? Math.min(stated, now) : now
  const isRepeated = state.consentAt !== null && state.consent === stamp
  if (isRepeated && !(isDated && time > state.consentAt!)) return undefined
  return {
    source: consent.source,
    messageId: `consent:${id ?? `${stamp}:${isDated ? at : now}`}`.slice(0, 100),
    time,
    receivedAt: now,
    consent: stamp,
    name: CONSENT_CHANGED,
    raw: JSON.stringify({ type: 'consent', properties: consent.statement }),
  }
}
