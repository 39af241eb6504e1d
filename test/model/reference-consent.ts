import type { Choice } from './history.ts'

/** A statement as the model keeps it. */
export interface Stated {
  time: number
  messageId: string
  isTrusted: boolean
  choice: Choice
}

/** Where somebody stands on one topic. */
export interface Standing {
  state: 'granted' | 'pending' | 'refused'
  at: number
  source: string
  by: string
  confirmedAt?: number
}

const BITS: Record<string, number> = { email: 4, sms: 8, ads: 128 }

/** Every topic on its own: go through the statements in order, the newest word about it stands. */
export function standingsOf(inOrder: Stated[]): Record<string, Standing> {
  const topics = ['analytics', 'personalization', ...Object.keys(BITS)]
  const found = topics.flatMap((topic) => {
    const standing = inOrder.reduce<Standing | undefined>(
      (known, stated) => follow(known, topic, stated),
      undefined,
    )
    return standing ? [[topic, standing]] : []
  })
  return Object.fromEntries(found)
}

function follow(known: Standing | undefined, topic: string, stated: Stated): Standing | undefined {
  const { choice, isTrusted, time } = stated
  const word = topic in BITS ? choice.marketing[topic] : choice[topic as 'analytics']
  if (word === undefined) return known
  // An address may be somebody else's: a browser can only ask for it.
  const isAsked = word === 'pending' || (word !== false && !isTrusted && topic !== 'ads' && topic in BITS)
  const state = word === false ? 'refused' : isAsked ? 'pending' : 'granted'
  if (state === 'pending' && known?.state === 'granted') return known
  if (state !== 'refused' && known?.state === 'refused' && known.at === time) return known
  const confirmedAt = word === 'confirmed' && isTrusted ? time : known?.confirmedAt
  const isConfirmed = state === 'granted' && confirmedAt !== undefined
  return {
    state,
    at: time,
    source: isTrusted ? 'server' : 'api',
    by: stated.messageId,
    ...(isConfirmed && { confirmedAt }),
  }
}

/** Purposes that events may be seen for: all but those refused. */
export function openFor(standings: Record<string, Standing>): number {
  if (standings.analytics?.state === 'refused') return 0
  return standings.personalization?.state === 'refused' ? 1 : 3
}

/** What is agreed to today; of a purpose nobody spoke of, what the newest event was sent under. */
export function todayOf(standings: Record<string, Standing>, newest: number): number {
  const is = (topic: string, bit: number) =>
    standings[topic] ? standings[topic].state === 'granted' : (newest & bit) > 0
  const site = is('analytics', 1) ? 1 + (is('personalization', 2) ? 2 : 0) : 0
  const channels = Object.keys(BITS).filter((topic) => standings[topic]?.state === 'granted')
  const open = channels.filter((topic) => topic !== 'ads' || standings.analytics?.state !== 'refused')
  return open.reduce((stamp, topic) => stamp + BITS[topic]!, site)
}

/** Of what is sent under a choice. */
export function stampOf(choice: Choice | undefined, unstated = 0): number {
  if (!(choice?.analytics ?? unstated & 1)) return 0
  const channels = Object.entries(choice?.marketing ?? {})
    .filter(([, word]) => word === true || word === 'confirmed')
    .reduce((stamp, [channel]) => stamp + BITS[channel]!, 0)
  return 1 + (choice?.personalization ? 2 : 0) + channels
}

/** Does a statement change where somebody stands, or stand itself where an older one would? */
export function isNews(inOrder: Stated[], stated: Stated): boolean {
  const before = standingsOf(inOrder)
  const after = standingsOf([...inOrder, { ...stated, time: Number.POSITIVE_INFINITY }])
  return Object.keys(standingsOf([stated])).some((topic) => {
    const [a, b] = [before[topic], after[topic]]
    const isOther = a?.state !== b?.state || (a?.confirmedAt === undefined) !== (b?.confirmedAt === undefined)
    return isOther || (a?.at ?? 0) < stated.time
  })
}
