import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../../shared/schema/config/condition.ts'
import { compileCondition, compileSegments, membershipIn } from '../../../../shared/segments/compile.ts'
import type { Subject } from '../../../../shared/segments/subject.ts'

const DAY = 86_400_000
const now = Date.parse('2026-11-22T12:00:00Z')
const shop = { currency: 'EUR', timezone: 'Europe/Rome', languages: ['it'] }

/** Viewed a product 2 days ago; `traits` as given. */
function subject(traits: Record<string, unknown> = {}): Subject {
  return {
    now,
    events: (name) => (name === 'product_viewed' ? [{ time: now - 2 * DAY, name, properties: {} }] : []),
    about: (name) => traits[name],
    hasConsent: () => false,
  }
}

const compiled = (segments: Record<string, Condition>) =>
  compileSegments({
    shop,
    segments: Object.fromEntries(Object.entries(segments).map(([name, who]) => [name, { who }])),
  })

describe('segments', () => {
  test('a person is in those that match, in the order of the file, until time changes one of them', () => {
    const segments = compiled({
      shoppers: { didNot: 'order_completed' },
      recent: { did: 'product_viewed', within: '7d' },
      'very-recent': { did: 'product_viewed', within: '24h' },
      quiet: { didNot: 'product_viewed', within: '5d' },
    })
    expect(segments.names).toEqual(['shoppers', 'recent', 'very-recent', 'quiet'])
    expect(segments.evaluate(subject())).toEqual({
      segments: ['shoppers', 'recent'],
      validUntil: now + 3 * DAY,
    })
  })

  test('nothing that depends on time is valid for ever', () => {
    expect(compiled({ all: { didNot: 'order_completed' } }).evaluate(subject()).validUntil).toBeNull()
    expect(compileSegments({ shop }).evaluate(subject())).toEqual({ segments: [], validUntil: null })
  })

  test('one may refer to another, also to one below it', () => {
    const segments = compiled({
      'not-vip': { all: [{ notInSegment: 'vip' }, { did: 'product_viewed' }] },
      vip: { about: 'tier', is: 'gold' },
      both: { any: [{ inSegment: 'vip' }, { inSegment: 'not-vip' }] },
    })
    expect(segments.evaluate(subject({ tier: 'gold' })).segments).toEqual(['vip', 'both'])
    expect(segments.evaluate(subject()).segments).toEqual(['not-vip', 'both'])
  })

  test('a segment that others ask for is worked out once', () => {
    let asked = 0
    const counting = { ...subject(), about: () => (asked += 1) }
    compiled({
      base: { about: 'x', exists: true },
      a: { inSegment: 'base' },
      b: { notInSegment: 'base' },
    }).evaluate(counting)
    expect(asked).toBe(1)
  })

  test('a value that fades says itself how long it holds', () => {
    const fading = { ...subject({ affinity: 0.5 }), holdsUntil: () => now + 1000 }
    expect(compiled({ fans: { about: 'affinity', atLeast: 0.3 } }).evaluate(fading).validUntil).toBe(
      now + 1000,
    )
  })
})

test("a campaign's condition reads the segments that were worked out before", () => {
  const who = compileCondition({ all: [{ inSegment: 'vip' }, { notInSegment: 'asleep' }] }, shop)
  expect(who(subject(), membershipIn(['vip'])).match).toBe(true)
  expect(who(subject(), membershipIn(['vip', 'asleep'])).match).toBe(false)
})

describe('money', () => {
  const spent: Condition = { did: 'order_completed', total: { of: 'revenue', atLeast: 100 } }
  const order = (change: object) => ({
    time: now,
    name: 'order_completed',
    properties: { order_id: '1', revenue: 100, ...change },
  })
  const buyer = (change: object, isTrusted = false): Subject => ({
    ...subject(),
    events: () => [isTrusted ? { ...order(change), isTrusted: true } : order(change)],
  })

  test.each([
    ['a confirmed order', buyer({}, true), {}, true],
    ['an order only a browser told of', buyer({}), {}, false],
    ['the same, in a shop that counts all orders', buyer({}), { orders: 'all' }, true],
    ['another currency', buyer({ currency: 'PLN' }, true), {}, false],
    ['another currency with a rate', buyer({ currency: 'PLN' }, true), { rates: { PLN: 1.5 } }, true],
    ['another currency worth too little', buyer({ currency: 'PLN' }, true), { rates: { PLN: 0.23 } }, false],
    ['the currency in small letters', buyer({ currency: 'eur' }, true), {}, true],
  ] as const)('%s', (_name, person, options, expected) => {
    const test = compileCondition(spent, { ...shop, ...options })
    expect(test(person, membershipIn([])).match).toBe(expected)
  })
})
