import type {
  ConsentRecord,
  ConsentStatement,
  MarketingChannel,
  Purpose,
} from '../../shared/schema/consent.ts'

/** What the page reads of a purpose; `pending`: nobody has chosen yet. */
export type PurposeState = 'pending' | 'granted' | 'denied'

/** `true` means every channel. The banner asks for `ads` alone: the others are for the shop's own forms. */
export type Marketing = boolean | Partial<Record<MarketingChannel, boolean>>

/** Yes or no to each purpose, to marketing by channel. */
export interface Answer extends Record<Exclude<Purpose, 'marketing'>, boolean> {
  marketing: Marketing
}

const EVERY_CHANNEL = { email: true, sms: true, push: true, call: true, post: true, ads: true }

/** A person's choice as the browser keeps it. Null in its place means: not chosen yet. */
export interface Choice extends Answer {
  /** The channels as this very answer named them; null = it named none. */
  said?: Marketing | null
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
  const wants = (purpose: keyof Answer) => !!(answer[purpose] ?? before?.[purpose])
  const analytics = wants('analytics')
  return {
    analytics,
    personalization: analytics && wants('personalization'),
    marketing: analytics && joinMarketing(before?.marketing ?? false, answer.marketing),
    said: answer.marketing ?? null,
    record,
    ...(analytics && before?.isKnown && { isKnown: true }),
  }
}

/** Each purpose's state, for the page to read. */
export function purposeStates(choice: Choice | null): Record<Purpose, PurposeState> {
  const state = (purpose: Purpose) =>
    !choice ? 'pending' : isGranted(choice[purpose]) ? 'granted' : 'denied'
  return {
    analytics: state('analytics'),
    personalization: state('personalization'),
    marketing: state('marketing'),
  }
}

/**
 * The choice on the wire. Of the channels it repeats only what was answered last: an older yes said again under a
 * newer date would undo what the person has said elsewhere meanwhile. A Global Privacy Control signal takes ads out of marketing, whatever was
 * clicked.
 */
export function statementOf(choice: Choice, gpc: boolean): ConsentStatement {
  const { analytics, personalization, said, record } = choice
  const marketing = said === undefined ? choice.marketing : said
  return {
    analytics,
    personalization,
    ...(marketing !== null && {
      marketing: marketing && gpc ? joinMarketing(marketing, { ads: false }) : marketing,
    }),
    record: gpc ? { ...record, gpc } : record,
  }
}

/** Marketing as a whole is granted where any of its channels is. */
function isGranted(value: Marketing): boolean {
  return typeof value === 'object' ? Object.values(value).some(Boolean) : value
}

/** Channels that are not named stay as they were; a plain yes or no speaks of them all. */
function joinMarketing(before: Marketing, answer: Marketing | null | undefined): Marketing {
  if (typeof answer !== 'object') return answer === undefined ? before : !!answer
  return { ...(before === true ? EVERY_CHANNEL : before || {}), ...answer }
}

function parse(text: string | null): Choice | null {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null // written by something else: treated as no choice
  }
}
