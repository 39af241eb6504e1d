import type { ConsentRecord, ConsentStatement, Purpose } from '../../shared/schema/consent.ts'

export type PurposeState = 'pending' | 'granted' | 'denied'

/** Yes or no to each purpose. */
export type Answer = Record<Purpose, boolean>

/** A person's choice as the browser keeps it. Null in its place means: not chosen yet. */
export interface Choice extends Answer {
  record: ConsentRecord & { id: string; at: string; version: string }
  /** The edge has answered a request under this choice, so the browser holds its handle. */
  isKnown?: true
  /** A withdrawal that the edge has not confirmed; said again on the next page. */
  withdrawal?: { anonymousId?: string }
}

/** Half a year: long enough not to nag (Garante, guidelines of June 2021), short enough to mean it. */
export const ASK_AGAIN_MS = 183 * 86_400_000

/** Reads a kept choice; broken, of another version, from the future, or older than half a year: ask again. */
export function readChoice(
  text: string | null,
  { now, version }: { now: number; version: string },
): Choice | null {
  const kept = parse(text)
  const age = now - Date.parse(kept?.record?.at ?? '')
  const stands = kept?.record?.version === version && age > -86_400_000 && age < ASK_AGAIN_MS
  return stands && typeof kept?.analytics === 'boolean' ? kept : null
}

/** A new choice over the one before it. Without analytics there is nothing for the other purposes to rest on. */
export function makeChoice(before: Choice | null, answer: Partial<Answer>, record: Choice['record']): Choice {
  const wants = (purpose: Purpose) => !!(answer[purpose] ?? before?.[purpose])
  const analytics = wants('analytics')
  return {
    analytics,
    personalization: analytics && wants('personalization'),
    marketing: analytics && wants('marketing'),
    record,
    ...(analytics && before?.isKnown && { isKnown: true }),
  }
}

/** Each purpose's state, for the page to read. */
export function purposeStates(choice: Choice | null): Record<Purpose, PurposeState> {
  const state = (purpose: Purpose) => (!choice ? 'pending' : choice[purpose] ? 'granted' : 'denied')
  return {
    analytics: state('analytics'),
    personalization: state('personalization'),
    marketing: state('marketing'),
  }
}

/** The choice on the wire. A Global Privacy Control signal takes ads out of marketing, whatever was clicked. */
export function statementOf(
  { analytics, personalization, marketing, record }: Choice,
  gpc: boolean,
): ConsentStatement {
  const withoutAds = { email: true, sms: true, push: true, call: true, post: true, ads: false }
  return {
    analytics,
    personalization,
    marketing: marketing && gpc ? withoutAds : marketing,
    record: gpc ? { ...record, gpc } : record,
  }
}

function parse(text: string | null): Choice | null {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null // written by something else: treated as no choice
  }
}
