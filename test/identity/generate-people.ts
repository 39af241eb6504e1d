import { type SeededRandom, seededRandom } from '../../demo/lib/random.ts'
import { shoppingEvents } from '../model/generate-events.ts'
import { orderItems } from '../model/generate-orders.ts'
import type { Choice, WireEvent, WireOrder } from '../model/history.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How a member is known: by user id, by a claimed id, or by the cookie. */
export type MemberKind = 'known' | 'claim' | 'browser'

/** One request to one member. */
export type Sending =
  | { to: number; by: 'self' | 'server'; events: WireEvent[]; choice?: Choice }
  | { to: number; order: WireOrder }

/** Something that happens while events come in. */
export type Step =
  | { do: 'send'; sending: Sending }
  | { do: 'merge' | 'split'; pair: readonly [number, number] }
  | { do: 'evict'; member: number }

/**
 * A few profiles and what happens to them, told twice: `plain`, in order, with nothing joined that does not stay
 * joined; and `wild`, in any order, with repetitions, merges and splits in between and several at once.
 */
export interface PeopleHistory {
  seed: number
  members: MemberKind[]
  /** Pairs that are joined in the end. */
  standing: (readonly [number, number])[]
  plain: Step[]
  /** Groups of what happens at the same time. */
  wild: Step[][]
}

/** `base`: the newest moment in it, epoch ms, hours ago: no visit is going on. */
export function generatePeople(seed: number, base: number): PeopleHistory {
  const random = seededRandom(`people-${seed}`)
  const members = kinds(random)
  const sendings = inTime(members.flatMap((kind, member) => sendingsOf(random, { seed, member, kind, base })))
  const all = [...sendings, ...(random.chance(0.4) ? twins(random, sendings, members) : [])]
  const pairs = members.flatMap((_one, a) =>
    members.slice(a + 1).map((_other, more) => [a, a + 1 + more] as const),
  )
  const standing = pairs.filter(() => random.chance(0.35))
  const sent = all.map((sending): Step => ({ do: 'send', sending }))
  return {
    seed,
    members,
    standing,
    plain: [...sent, ...standing.map((pair): Step => ({ do: 'merge', pair }))],
    wild: wild(random, { sent, pairs, standing, members }),
  }
}

/** At most one has a user id: two never become one person. */
function kinds(random: SeededRandom): MemberKind[] {
  const others = Array.from({ length: random.integer(1, 3) }, () =>
    random.pick<MemberKind>(['claim', 'browser']),
  )
  return random.sample<MemberKind>([random.pick(['known', 'browser', 'claim']), ...others], 4)
}

interface About {
  seed: number
  member: number
  kind: MemberKind
  base: number
}

function sendingsOf(random: SeededRandom, { seed, member, kind, base }: About): Sending[] {
  let made = 0
  const name = (what: string) => `${what}-${seed}-${member}-${++made}`
  const tools = { random, name, from: base - 5 * DAY, to: base }
  const choices = Array.from({ length: random.integer(1, 3) }, (_each, index): Choice => {
    const at = base - 6 * DAY + index * random.integer(1, 2 * DAY)
    return {
      analytics: true,
      personalization: index === 0 || random.chance(0.7),
      marketing: random.chance(0.5) ? { email: random.chance(0.7) } : {},
      record: { id: name('choice'), at: new Date(at).toISOString() },
    }
  })
  const items = [...shoppingEvents(tools), ...orderItems(tools)].slice(0, 14)
  return items.flatMap((item): Sending[] => {
    if ('order' in item) return kind === 'known' ? [{ to: member, order: item.order }] : []
    // A choice that several senders repeat is kept of whoever was first.
    const choice = item.by === 'self' && random.pick(choices)
    return [{ to: member, by: item.by, events: [item.event], ...(choice && { choice }) }]
  })
}

/** Packs what one member says into requests, at moments of which no two are the same. */
function inTime(sendings: Sending[]): Sending[] {
  const taken = new Set<number>()
  const unique = (stated: string): string => {
    let time = Date.parse(stated)
    while (taken.has(time)) time += 1
    taken.add(time)
    return new Date(time).toISOString()
  }
  const timed = sendings.map((sending): Sending => {
    if ('order' in sending) return { ...sending, order: { ...sending.order, at: unique(sending.order.at) } }
    const events = sending.events.map((event) => ({ ...event, timestamp: unique(event.timestamp) }))
    return { ...sending, events }
  })
  return packed(timed)
}

function packed(sendings: Sending[]): Sending[] {
  const all: Sending[] = []
  for (const sending of sendings) {
    const last = all.at(-1)
    const isAlike =
      last && 'events' in last && 'events' in sending && last.to === sending.to && last.by === sending.by
    if (isAlike && last.events.length < 4) last.events = [...last.events, ...sending.events]
    else all.push({ ...sending })
  }
  return all
}

/** What the shop's server has told of two members under one message id, now and then with other words. */
function twins(random: SeededRandom, sendings: Sending[], members: MemberKind[]): Sending[] {
  const told = sendings.filter((each) => 'events' in each && each.by === 'server')
  return told.slice(0, 2).flatMap((sending): Sending[] => {
    if (!('events' in sending) || members.length < 2) return []
    const to = (sending.to + 1) % members.length
    const events = sending.events.map((event) => {
      const time = Date.parse(event.timestamp) + (random.chance(0.5) ? 7 : 0)
      return { ...event, timestamp: new Date(time).toISOString() }
    })
    return [{ ...sending, to, events }]
  })
}

interface WildInput {
  sent: Step[]
  pairs: (readonly [number, number])[]
  standing: (readonly [number, number])[]
  members: MemberKind[]
}

function wild(random: SeededRandom, { sent, pairs, standing, members }: WildInput): Step[][] {
  const repeated = sent.filter(() => random.chance(0.25))
  const joins = Array.from({ length: pairs.length > 0 ? random.integer(1, 5) : 0 }, (): Step => {
    return { do: random.pick(['merge', 'merge', 'split'] as const), pair: random.pick(pairs) }
  })
  const evictions = Array.from({ length: random.integer(0, 2) }, (): Step => {
    return { do: 'evict', member: random.integer(0, members.length - 1) }
  })
  const steps = random.sample([...sent, ...repeated, ...joins, ...evictions], 1000)
  // In the end what is to stand stands, and nothing else; events still come meanwhile.
  const isStanding = (pair: readonly [number, number]) => standing.includes(pair)
  const endings = random.sample(
    pairs.map((pair): Step => ({ do: isStanding(pair) ? 'merge' : 'split', pair })),
    pairs.length,
  )
  const isJoin = ({ do: what }: Step) => what === 'merge' || what === 'split'
  const late = steps.splice(Math.floor(steps.length * 0.8)).filter((step) => !isJoin(step))
  return [...grouped(random, steps), ...grouped(random, interleaved(random, endings, late))]
}

/** Up to four things at once; of merges and splits at most one kind, for which of the two comes last decides. */
function grouped(random: SeededRandom, steps: Step[]): Step[][] {
  const groups: Step[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    const kinds = new Set([...(last ?? []), step].map((each) => each.do).filter((what) => what !== 'send'))
    if (last && last.length < 4 && kinds.size <= 1 && random.chance(0.6)) last.push(step)
    else groups.push([step])
  }
  return groups
}

function interleaved<T>(random: SeededRandom, a: T[], b: T[]): T[] {
  const [left, right] = [[...a], [...b]]
  const all: T[] = []
  while (left.length + right.length > 0) {
    const from =
      left.length > 0 && (right.length === 0 || random.chance(left.length / (left.length + right.length)))
    all.push((from ? left : right).shift()!)
  }
  return all
}
