import { type SeededRandom, seededRandom } from '../../demo/lib/random.ts'
import { shoppingEvents } from './generate-events.ts'
import { type Item, orderItems } from './generate-orders.ts'
import type { Choice, History, PersonKind, Step, WireEvent } from './history.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** One person's history: what happened, and how it arrives. `base` is the newest moment in it, epoch ms. */
export function generateHistory(seed: number, base: number): History {
  const random = seededRandom(seed)
  const kind = random.pick<PersonKind>(['known', 'claim', 'handle'])
  // A public key may tell of seven days, the secret key of any past.
  const from = base - (kind === 'known' ? 60 : 6) * DAY
  const name = (() => {
    let made = 0
    return (what: string) => `${what}-${seed}-${++made}`
  })()
  const tools = { random, name, from, to: base }
  const items = [...shoppingEvents(tools), ...orderItems(tools)].sort((a, b) => a.time - b.time)
  const choices = personChoices(tools, kind)
  const steps = arrival(random, batches(tools, items, { kind, choices }))
  return { seed, kind, steps: [...withErasure(tools, kind, steps, choices), { do: 'look' }] }
}

export interface Tools {
  random: SeededRandom
  /** A name that no other thing of any history has. */
  name: (what: string) => string
  from: number
  to: number
}

function personChoices({ random, name, from, to }: Tools, kind: PersonKind): Choice[] {
  const count = random.weighted([1, 2, 4], (choices) => 4 / choices)
  const times = Array.from({ length: count }, () => random.integer(from, to)).sort((a, b) => a - b)
  return times.map((time, index) => {
    const analytics = index === 0 || random.chance(0.75)
    const isAboutSite = index === 0 || random.chance(0.8)
    return {
      ...(isAboutSite && { analytics, personalization: analytics && random.chance(0.75) }),
      marketing: Object.fromEntries(
        ['email', 'sms', 'ads'].flatMap((channel) =>
          random.chance(0.4)
            ? [[channel, random.pick([true, true, false, 'pending', 'confirmed'] as const)]]
            : [],
        ),
      ),
      // The first choice is there before anything else, as in a shop.
      record: {
        id: name('choice'),
        at: new Date(index === 0 && kind !== 'known' ? from - MINUTE : time).toISOString(),
      },
    }
  })
}

interface Batched {
  time: number
  step: Step
}

function batches(tools: Tools, items: Item[], about: { kind: PersonKind; choices: Choice[] }): Batched[] {
  const { random } = tools
  const found: Batched[] = []
  let left = items
  while (left.length > 0) {
    const first = left[0]!
    if ('order' in first) {
      found.push({ time: first.time, step: { do: 'order', order: first.order, isNamed: random.chance(0.7) } })
      left = left.slice(1)
      continue
    }
    // A batch takes the next few of one sender, now and then leaving some behind for later.
    const size = random.integer(1, 6)
    const mine = left.filter((item) => 'event' in item && item.by === first.by).slice(0, size * 2)
    const taken = [first, ...mine.slice(1).filter(() => random.chance(0.7))].slice(0, size)
    left = left.filter((item) => !taken.includes(item))
    const events = taken.map((item) => (item as Extract<Item, { event: WireEvent }>).event)
    found.push({
      time: taken.at(-1)!.time,
      step: send(tools, events, { ...about, by: first.by }, first.time),
    })
  }
  return found
}

function send(
  { random }: Tools,
  events: WireEvent[],
  { kind, choices, by }: { kind: PersonKind; choices: Choice[]; by: 'self' | 'server' },
  time: number,
): Step {
  const choice =
    choices.findLast(({ record }) => Date.parse(record.at) <= time && random.chance(0.9)) ?? choices[0]!
  const idsIn = random.pick(['body', 'events'] as const)
  const isUnstated = (by === 'server' || kind === 'known') && random.chance(0.5)
  if (isUnstated) return { do: 'send', by, events, idsIn }
  // Segment's clients state it inside the events.
  if (random.chance(0.15)) {
    const stating = events.map((event) => ({ ...event, context: { ...event.context, consent: choice } }))
    return { do: 'send', by, events: stating, idsIn }
  }
  return { do: 'send', by, events, choice, idsIn }
}

/** In another order than they happened, some twice, the object put out of memory now and then. */
function arrival(random: SeededRandom, found: Batched[]): Step[] {
  const disorder = random.pick([0, 2, 8, 100])
  const late = found.map((batched, index) => ({ batched, at: index + random.next() * disorder }))
  const ordered = late.sort((a, b) => a.at - b.at).map(({ batched }) => batched.step)
  return ordered.flatMap((step, index) => [
    step.do === 'send' && random.chance(0.1) ? { ...step, isDisturbed: true } : step,
    ...(random.chance(0.15) ? [repeated(random, step)] : []),
    ...(random.chance(0.1) ? [repeated(random, random.pick(ordered.slice(0, index + 1)))] : []),
    ...(random.chance(0.2) ? [{ do: 'evict' } as const] : []),
    ...(random.chance(0.07) ? [{ do: 'look' } as const] : []),
  ])
}

/** The same again; or with other words under the same message ids, as a broken or hostile sender would. */
function repeated(random: SeededRandom, step: Step): Step {
  if (step.do !== 'send' || random.chance(0.7)) return step
  const events = step.events.map((event) => {
    const later = Date.parse(event.timestamp) + random.pick([-1, 0, 1]) * random.integer(1, 60) * MINUTE
    const properties = event.properties && { ...event.properties, note: random.integer(1, 9) }
    return { ...event, timestamp: new Date(later).toISOString(), ...(properties && { properties }) }
  })
  return { ...step, events: random.sample(events, events.length) }
}

function withErasure(tools: Tools, kind: PersonKind, steps: Step[], choices: Choice[]): Step[] {
  const { random, name } = tools
  if (!random.chance(0.2)) return steps
  const at = random.integer(1, steps.length)
  const grant = choices.find(({ personalization }) => personalization)
  const afterwards = Array.from({ length: random.integer(0, 3) }, (): Step => {
    const event = shoppingEvents(tools)[0]!.event
    const live = { ...event, messageId: name('later'), timestamp: 'now' }
    return { do: 'send', by: 'self', events: [live], idsIn: 'events', ...(grant && { choice: grant }) }
  })
  const rest = random.sample(afterwards, afterwards.length)
  const old = steps
    .slice(at, at + random.integer(0, 6))
    .filter((step) => kind !== 'known' || step.do !== 'look')
  return [
    ...steps.slice(0, at),
    { do: 'look' },
    { do: 'erase' },
    { do: 'look' },
    ...interleaved(random, old, rest),
  ]
}

function interleaved<T>(random: SeededRandom, a: T[], b: T[]): T[] {
  const [first, ...rest] = a
  if (first === undefined) return b
  return random.chance(0.5) && b.length > 0
    ? [b[0]!, ...interleaved(random, a, b.slice(1))]
    : [first, ...interleaved(random, rest, b)]
}
