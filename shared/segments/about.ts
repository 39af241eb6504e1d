import { durationMs } from '../lib/duration.ts'
import type { About, Comparison } from '../schema/config/condition.ts'
import { type ClockFact, clockFact } from './clock-facts.ts'
import { comparison } from './compare.ts'
import { allOf, NEVER, type Test } from './verdict.ts'
import type { ShopContext } from './where.ts'

const DAY = 86_400_000

/** Compiles `about`: what is known of a person, the page or the clock, compared with every operator that is named. */
export function aboutTest(condition: About, shop: ShopContext): Test {
  const { about: name, of, inTheLast, longerAgoThan, ...operators } = condition
  const tests: Test[] = []
  if (inTheLast !== undefined) tests.push(recent(name, durationMs(inTheLast)!))
  if (longerAgoThan !== undefined) tests.push(longAgo(name, durationMs(longerAgoThan)!))
  const clock = clockFact(name, shop)
  if (Object.keys(operators).length > 0) {
    if (clock) tests.push(ofClock(clock, operators))
    else if (name.startsWith('days_since_'))
      tests.push(daysSince(name.slice('days_since_'.length), operators))
    else tests.push(known(name, of, operators))
  }
  return tests.length === 1 ? tests[0]! : allOf(tests)
}

function known(name: string, of: About['of'], operators: Comparison): Test {
  const passes = comparison(operators, { isPath: name === 'category' })
  return (subject) => ({
    match: passes(subject.about(name, of)),
    until: subject.holdsUntil?.(name, of) ?? NEVER,
  })
}

function ofClock(clock: ClockFact, operators: Comparison): Test {
  const passes = comparison(operators)
  return ({ now }) => {
    const { value, until } = clock(now)
    return { match: passes(value), until }
  }
}

/** `days_since_order` is worked out from the moment `last_order`, so that its passing can be foretold. */
function daysSince(what: string, operators: Comparison): Test {
  const passes = comparison(operators)
  const turns = thresholds(operators)
  return (subject) => {
    const at = momentOf(subject.about(`last_${what}`))
    if (at === null) return { match: passes(undefined), until: NEVER }
    const days = Math.max(0, Math.floor((subject.now - at) / DAY))
    const match = passes(days)
    const turn = turns.find((day) => day > days && passes(day) !== match)
    return { match, until: turn === undefined ? NEVER : at + turn * DAY }
  }
}

/** The whole days at which a comparison may turn, ascending. */
function thresholds({ is, isNot, oneOf, noneOf, atLeast, atMost, between }: Comparison): number[] {
  const numbers = [is, isNot, ...(oneOf ?? []), ...(noneOf ?? []), atLeast, atMost, ...(between ?? [])]
  return numbers
    .map(Number)
    .filter(Number.isFinite)
    .flatMap((number) => [Math.ceil(number), Math.floor(number) + 1])
    .sort((a, b) => a - b)
}

function recent(name: string, spanMs: number): Test {
  return (subject) => {
    const at = momentOf(subject.about(name))
    if (at === null || at <= subject.now - spanMs) return { match: false, until: NEVER }
    return at > subject.now ? { match: false, until: at } : { match: true, until: at + spanMs }
  }
}

function longAgo(name: string, spanMs: number): Test {
  return (subject) => {
    const at = momentOf(subject.about(name))
    if (at === null) return { match: false, until: NEVER }
    const match = at <= subject.now - spanMs
    return { match, until: match ? NEVER : at + spanMs }
  }
}

/** Epoch ms of a moment given as such or as an ISO date; null for anything else. */
function momentOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at
}
