import { CONSENT_CHANGED, type FoldState } from '../../../shared/features/fold.ts'
import { consentsOf, withConsents } from '../../../shared/features/member-consents.ts'
import { fnv1a } from '../../../shared/lib/hash.ts'
import { type ConsentStamp, consentStamp } from '../../../shared/schema/consent.ts'
import {
  consentAfter,
  openPurposes,
  type Said,
  saysNews,
  speaksOfChannels,
  statedAt,
  topicsOf,
} from '../../../shared/schema/consent-state.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Visit } from './contract.ts'

/** A choice, and the event that keeps it. */
export interface ConsentChange {
  event: StoredEvent
  said: Said
}

/** The purposes that events may be kept for, once `change` is known. */
export function openAfter(
  state: FoldState,
  change: ConsentChange | undefined,
  member = state.speaker ?? '',
): ConsentStamp {
  if (!change) return openPurposes(state.consents)
  const after = consentAfter(consentsOf(state, member), change.said)
  return openPurposes(withConsents(state, member, after).consents)
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
): ConsentChange | undefined {
  if (!consent) return undefined
  const { source, statement } = consent
  const { id, at } = statement.record ?? {}
  const stated = statedAt(statement)
  const isDated = stated !== null
  const time = Math.min(stated ?? now, now)
  const isTrusted = consent.isTrusted ?? (isProven || identity !== undefined)
  const named = JSON.stringify(statement, (key, value) => (key === 'record' ? undefined : value))
  const by = `consent:${id ?? `${fnv1a(named).toString(36)}:${isDated ? at : now}`}`.slice(0, 100)
  const said: Said = { statement, at: time, by, isTrusted }
  if (state.count === 0 && !isWorthAProfile(said, source)) return undefined
  const isRepeated = !saysNews(state.consents, { ...said, at: Math.max(time, (state.consentAt ?? 0) + 1) })
  const isNewer = isDated && topicsOf(statement).some((topic) => (state.consents[topic]?.at ?? 0) < time)
  if (isRepeated && !isNewer) return undefined
  const event: StoredEvent = {
    source,
    messageId: by,
    time,
    receivedAt: now,
    consent: consentStamp(statement),
    name: CONSENT_CHANGED,
    ...(isTrusted && { isTrusted }),
    raw: JSON.stringify({ type: 'consent', properties: statement }),
  }
  return { event, said }
}

/**
 * A browser's refusal needs no profile: it stays in the browser. What the shop's server says of a channel is kept of
 * anybody, a no too, or an older yes would stand alone one day.
 */
function isWorthAProfile({ statement }: Said, source: string): boolean {
  return consentStamp(statement) !== 0 || (source === 's' && speaksOfChannels(statement))
}
