import { durationMs } from '../lib/duration.ts'
import type { Did, Times, Total } from '../schema/config/condition.ts'
import { eventRows } from './event-rows.ts'
import { agreesToMarketing, isForMarketing } from './field-reader.ts'
import type { TimelineEvent } from './subject.ts'
import { NEVER, type Test, type Verdict } from './verdict.ts'
import { numberIn, type ShopContext, whereTest } from './where.ts'

/** One time that counts, and what it adds to the total. */
interface Occurrence {
  time: number
  amount: number
}

type Found = (events: readonly TimelineEvent[], since: number) => Occurrence[]

/**
 * Compiles `did`: enough matching events within the window, adding up to enough.
 *
 * An order counts once, at the first time it was told, however often its thank-you page is reloaded.
 */
export function didTest(condition: Did, shop: ShopContext): Test {
  const { did: name, where, within, times, total } = condition
  const windowMs = within === undefined ? NEVER : durationMs(within)!
  const holds = bounds(times, total)
  const find = name === 'order_completed' ? orders : newestFirst(enough(times, total))
  const found = find(whereTest(where, shop), total ? amountOf(total.of, shop) : () => 0)
  const test = lasting(name, ({ events, now }) => {
    const occurrences = found(events, now - windowMs)
    let count = occurrences.length
    let sum = occurrences.reduce((whole, { amount }) => whole + amount, 0)
    const match = holds(count, sum)
    if (windowMs === NEVER) return { match, until: NEVER }
    // They leave the window one by one, oldest first; the answer holds until one of them turns it.
    for (let i = occurrences.length - 1; i >= 0; i -= 1) {
      const { time, amount } = occurrences[i]!
      count -= 1
      sum -= amount
      if (holds(count, sum) !== match) return { match, until: time + windowMs }
    }
    return { match, until: NEVER }
  })
  const fields = [...Object.keys(where ?? {}), ...(total ? [total.of] : [])]
  if (!isForMarketing(fields, shop.fields)) return test
  return (subject, segment) =>
    agreesToMarketing(subject) ? test(subject, segment) : { match: holds(0, 0), until: NEVER }
}

interface Said {
  verdict: Verdict
  /** Epoch ms and length of the list, as it was said. */
  at: number
  length: number
}

/** A verdict on a list of events holds until something is appended to it or its time is over: most visits do neither. */
function lasting(
  name: string,
  test: (input: { events: readonly TimelineEvent[]; now: number }) => Verdict,
): Test {
  const said = new WeakMap<readonly TimelineEvent[], Said>()
  return (subject) => {
    const events = subject.events(name)
    const { now } = subject
    const last = said.get(events)
    if (last && last.length === events.length && last.at <= now && now < last.verdict.until) {
      return last.verdict
    }
    const verdict = test({ events, now })
    said.set(events, { verdict, at: now, length: events.length })
    return verdict
  }
}

function bounds(times: Times | undefined, total: Total | undefined): (count: number, sum: number) => boolean {
  const least = times?.exactly ?? times?.atLeast ?? (times?.atMost === undefined ? 1 : 0)
  const most = times?.exactly ?? times?.atMost ?? NEVER
  const leastSum = Math.max(total?.atLeast ?? -NEVER, total?.between?.[0] ?? -NEVER)
  const mostSum = Math.min(total?.atMost ?? NEVER, total?.between?.[1] ?? NEVER)
  return (count, sum) => {
    const amount = Math.round(sum * 1e4) / 1e4 // sums of 0.1 are not exact
    return count >= least && count <= most && amount >= leastSum && amount <= mostSum
  }
}

/** How many of the newest settle the matter; all of them where there is an upper bound or a total. */
function enough(times: Times | undefined, total: Total | undefined): number {
  return total || times?.atMost !== undefined || times?.exactly !== undefined ? NEVER : (times?.atLeast ?? 1)
}

type Find = (matches: (event: TimelineEvent) => boolean, amount: (event: TimelineEvent) => number) => Found

function newestFirst(enough: number): Find {
  return (matches, amount) => (events, since) => {
    const found: Occurrence[] = []
    for (let i = events.length - 1; i >= 0 && found.length < enough; i -= 1) {
      const event = events[i]!
      if (event.time <= since) break
      if (matches(event)) found.push({ time: event.time, amount: amount(event) })
    }
    return found
  }
}

/** Orders by their id: the first report sets the time, a trusted one the money. */
const orders: Find = (matches, amount) => (events, since) => {
  const byId = new Map<unknown, Occurrence>()
  for (const event of events) {
    if (!matches(event)) continue
    const id = eventRows(event)[0]?.read('order_id') ?? event
    const known = byId.get(id)
    if (!known) byId.set(id, { time: event.time, amount: amount(event) })
    else if (event.isTrusted) known.amount = amount(event)
  }
  return [...byId.values()].filter(({ time }) => time > since).reverse()
}

/** What one event adds to a total: a field of the order, or of each of its products. */
function amountOf(field: string, shop: ShopContext): (event: TimelineEvent) => number {
  return (event) => {
    if (event.name === 'order_completed' && !event.isTrusted && shop.orders !== 'all') return 0
    const rows = eventRows(event)
    const isOfProduct = field === 'quantity' || field === 'price'
    const counted = isOfProduct ? rows : rows.slice(0, 1)
    return counted.reduce((sum, row) => sum + (numberIn(row, field, shop) ?? 0), 0)
  }
}
