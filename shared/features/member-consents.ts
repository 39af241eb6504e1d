import type { ConsentState, Topic, TopicState } from '../schema/consent-state.ts'

/** What the members of a person agree to. A JSON value, never changed in place. */
export interface MemberConsents {
  /** The strictest of what they say: a refusal on one device holds on all. */
  consents: ConsentState
  /** The only member that has said anything; null = nobody, or several. */
  speaker: string | null
  /** What each has said, where several have; else null, and `consents` is the speaker's own. */
  spoken: Readonly<Record<string, ConsentState>> | null
}

export const NOTHING_SAID: MemberConsents = { consents: {}, speaker: null, spoken: null }

/** What one member has said. */
export function consentsOf({ consents, speaker, spoken }: MemberConsents, member: string): ConsentState {
  if (spoken) return Object.hasOwn(spoken, member) ? spoken[member]! : {}
  return speaker === null || speaker === member ? consents : {}
}

/** With another word of one member. */
export function withConsents(known: MemberConsents, member: string, said: ConsentState): MemberConsents {
  const { speaker, spoken, consents } = known
  const before = spoken ?? (speaker === null ? {} : { [speaker]: consents })
  return allConsents(new Map([...Object.entries(before), [member, said]]))
}

/** What all members have said together. */
export function allConsents(said: ReadonlyMap<string, ConsentState>): MemberConsents {
  const [first, ...others] = [...said].sort(([a], [b]) => (a < b ? -1 : 1))
  if (!first) return NOTHING_SAID
  if (others.length === 0) return { consents: first[1], speaker: first[0], spoken: null }
  const all = [first, ...others]
  return {
    consents: strictest(all.map(([, state]) => state)),
    speaker: null,
    spoken: Object.fromEntries(all),
  }
}

const STRICTNESS: Readonly<Record<TopicState['state'], number>> = { refused: 2, pending: 1, granted: 0 }

/** Of each topic the strictest word, among equals the newest; a topic nobody spoke of is absent. */
function strictest(states: readonly ConsentState[]): ConsentState {
  const all: Partial<Record<Topic, TopicState>> = {}
  for (const state of states) {
    for (const [name, word] of Object.entries(state)) {
      const topic = name as Topic
      const other = all[topic]
      if (!other || isStricter(word, other)) all[topic] = word
    }
  }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isStricter(a: TopicState, b: TopicState): boolean {
  const byState = STRICTNESS[a.state] - STRICTNESS[b.state]
  return byState > 0 || (byState === 0 && (a.at > b.at || (a.at === b.at && a.by < b.by)))
}
