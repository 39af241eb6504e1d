import {
  CHANNELS,
  type ChannelWord,
  CONSENT_BITS,
  type ConsentSource,
  type ConsentStamp,
  type ConsentStatement,
  hasConsent,
  type MarketingChannel,
} from './consent.ts'

/** What can be agreed to or refused one by one; `profiling` refused is an objection to it. */
export type Topic = 'analytics' | 'personalization' | 'profiling' | MarketingChannel

/** Where a person stands on one topic: the newest word about it. */
export interface TopicState {
  /** `pending`: asked for and not confirmed yet, which is no consent. */
  state: 'granted' | 'pending' | 'refused'
  /** Epoch ms of the word. */
  at: number
  source: ConsentSource
  /** Message id of the event that keeps the proof. */
  by: string
  /** Epoch ms of the second yes of a double opt-in. */
  confirmedAt?: number
}

/** A topic that is absent was never spoken of. A JSON value, never changed in place. */
export type ConsentState = Readonly<Partial<Record<Topic, TopicState>>>

/** A statement as it was made. */
export interface Said {
  statement: ConsentStatement
  /** Epoch ms. */
  at: number
  /** Message id of the event that keeps it. */
  by: string
  /** Said by the shop's server, or by a person who has proved who they are. */
  isTrusted: boolean
}

/** Channels that lead to an address: anybody can type in somebody else's, so a yes has to be confirmed or proved. */
const ADDRESSED: readonly Topic[] = ['email', 'sms', 'call', 'post']

/**
 * The state after one more statement, in canonical order: of each topic the newest word counts, and of two words at
 * the same moment the no. A yes that is not trusted to speak for an address is `pending`, and what is pending takes
 * no grant away.
 */
export function consentAfter(known: ConsentState, { statement, at, by, isTrusted }: Said): ConsentState {
  const { record } = statement
  const source = sourceOf(record?.source, isTrusted)
  const next: Partial<Record<Topic, TopicState>> = { ...known }
  for (const [topic, word] of wordsOf(statement)) {
    const before = known[topic]
    const state = stateOf(topic, word, isTrusted)
    if (state === null || (before && !mayFollow(state, at, before))) continue
    const confirmedAt = word === 'confirmed' && isTrusted ? at : before?.confirmedAt
    const isConfirmed = state === 'granted' && confirmedAt !== undefined
    next[topic] = { state, at, source, by, ...(isConfirmed && { confirmedAt }) }
  }
  return next
}

/** Nobody can pass for the server, or for a link, by saying so. */
function sourceOf(stated: ConsentSource | undefined, isTrusted: boolean): ConsentSource {
  if (isTrusted) return stated ?? 'server'
  return stated === 'banner' || stated === 'cmp' ? stated : 'api'
}

/** The topics a statement speaks of. */
export function topicsOf(statement: ConsentStatement): Topic[] {
  return wordsOf(statement).map(([topic]) => topic)
}

/** Epoch ms of the choice, as its record dates it; null = it is not dated. */
export function statedAt({ record }: ConsentStatement): number | null {
  const at = record?.at ? Date.parse(record.at) : Number.NaN
  return Number.isFinite(at) ? at : null
}

/** Does it say more than how the visit of a site may be used? */
export function speaksOfChannels(statement: ConsentStatement): boolean {
  return topicsOf(statement).some((topic) => topic !== 'analytics' && topic !== 'personalization')
}

/** The words of a statement, topic by topic. Global Privacy Control is a no to ads, whatever else is said. */
function wordsOf({
  analytics,
  personalization,
  profiling,
  marketing,
  record,
}: ConsentStatement): [Topic, ChannelWord][] {
  const channels = CHANNELS.map((channel): [Topic, ChannelWord | undefined] => {
    if (channel === 'ads' && record?.gpc) return [channel, false]
    return [channel, typeof marketing === 'object' ? marketing[channel] : marketing]
  })
  const words: [Topic, ChannelWord | undefined][] = [
    ['analytics', analytics],
    ['personalization', personalization],
    ['profiling', profiling],
    ...channels,
  ]
  return words.filter((word): word is [Topic, ChannelWord] => word[1] !== undefined)
}

/** Null = who is not trusted cannot say this: an objection is taken back by the person alone. */
function stateOf(topic: Topic, word: ChannelWord, isTrusted: boolean): TopicState['state'] | null {
  if (word === false) return 'refused'
  if (word === 'pending') return 'pending'
  if (isTrusted) return 'granted'
  if (topic === 'profiling') return null
  return ADDRESSED.includes(topic) ? 'pending' : 'granted'
}

function mayFollow(state: TopicState['state'], at: number, before: TopicState): boolean {
  if (before.at > at) return false
  if (state === 'refused') return true
  if (before.at === at && before.state === 'refused') return false
  return !(state === 'pending' && before.state === 'granted')
}

/** What a person agrees to today; of a purpose that nobody spoke of, what `unstated` says. */
export function todaysConsent(state: ConsentState, unstated: ConsentStamp): ConsentStamp {
  const open = openPurposes(state)
  const agrees = (purpose: 'analytics' | 'personalization') =>
    state[purpose] ? state[purpose].state === 'granted' : hasConsent(unstated, purpose)
  const agreed = agrees('analytics')
    ? CONSENT_BITS.analytics | (agrees('personalization') ? CONSENT_BITS.personalization : 0)
    : 0
  const channels = CHANNELS.filter((channel) => state[channel]?.state === 'granted')
    // An ad rests on what was looked at; a letter does not.
    .filter((channel) => channel !== 'ads' || state.analytics?.state !== 'refused')
    .reduce((stamp, channel) => stamp | CONSENT_BITS[channel], 0)
  return (agreed & open) | channels
}

/**
 * The purposes that events may still be seen for, as far as their own stamps allow it: all but those refused today.
 * Personalization rests on analytics, and ends with an objection to profiling.
 */
export function openPurposes(state: ConsentState): ConsentStamp {
  if (state.analytics && state.analytics.state !== 'granted') return 0
  const isPersonal =
    (!state.personalization || state.personalization.state === 'granted') &&
    state.profiling?.state !== 'refused'
  return CONSENT_BITS.analytics | (isPersonal ? CONSENT_BITS.personalization : 0)
}

/** Does a statement made after all others change where the person stands on anything? */
export function saysNews(known: ConsentState, said: Said): boolean {
  const after = consentAfter(known, said)
  const standing = ({ state, confirmedAt }: Partial<TopicState> = {}) =>
    `${state} ${confirmedAt !== undefined}`
  return topicsOf(said.statement).some((topic) => standing(after[topic]) !== standing(known[topic]))
}
