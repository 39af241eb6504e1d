import type { FoldState } from '../../../shared/features/fold.ts'
import { type ConsentStamp, consentStamp } from '../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Visit } from './contract.ts'

/** What the person agrees to today; before any statement, what each event says of itself. */
export function todaysConsent(state: FoldState, fallback: ConsentStamp): ConsentStamp {
  return state.consentAt === null ? fallback : state.consent
}

/**
 * The record of a changed choice, as an event of the person; undefined when nothing changed. The browser's own
 * record id is the message id, so a tab that still repeats an old choice does not undo a newer one.
 */
export function consentChange({ consent, now }: Visit, state: FoldState): StoredEvent | undefined {
  if (!consent) return undefined
  const stamp = consentStamp(consent.statement)
  if (state.consentAt !== null && state.consent === stamp) return undefined
  if (state.consentAt === null && stamp === 0) return undefined
  const { id, at } = consent.statement.record ?? {}
  const statedAt = at ? Date.parse(at) : Number.NaN
  return {
    source: consent.source,
    messageId: `consent:${id ?? `${stamp}:${now}`}`.slice(0, 100),
    time: Number.isFinite(statedAt) ? Math.min(statedAt, now) : now,
    receivedAt: now,
    consent: stamp,
    name: 'consent_changed',
    raw: JSON.stringify({ type: 'consent', properties: consent.statement }),
  }
}
