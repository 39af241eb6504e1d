import { expect, test } from 'vitest'
import { keepOf } from '../../../../shared/privacy/keep.ts'
import { endOf, isExpired, nextExpiry } from '../../../../shared/privacy/retention.ts'
import { DAY } from '../features/events.ts'

const NOW = 1000 * DAY
const KEEP = { behaviourMs: 30 * DAY, anonymousMs: 10 * DAY, customersMs: 100 * DAY }
const event = (name: string, days: number, toldDays = days) => ({
  name,
  time: NOW - days * DAY,
  receivedAt: NOW - toldDays * DAY,
})

test.each<[string, ReturnType<typeof event>, boolean]>([
  ['a view of yesterday', event('product_viewed', 1), false],
  ['a view of the last day', event('product_viewed', 29.9), false],
  ['a view whose time is over', event('product_viewed', 30), true],
  ['an old view that was told today', event('product_viewed', 31, 0), true],
  ['an event of the shop’s own', event('wheel_spun', 31), true],
  ['an order', event('order_completed', 900), false],
  ['a refund', event('order_refunded', 900), false],
  ['a statement of the person', event('identified', 900), false],
  ['a choice, which is a proof', event('consent_changed', 900), false],
])('%s', (_name, each, expected) => expect(isExpired(each, KEEP, NOW)).toBe(expected))

test.each<[string, ReturnType<typeof event>[], number | null]>([
  ['nobody', [], null],
  ['a visitor, from the last event on', [event('product_viewed', 8), event('product_viewed', 3)], 7],
  ['a customer', [event('order_completed', 50), event('product_viewed', 3)], 97],
  ['somebody who logged in', [event('identified', 50), event('product_viewed', 40)], 60],
  ['a customer of long ago, imported today', [event('order_completed', 900, 0)], 100],
])('the end of %s', (_name, events, days) =>
  expect(endOf(events, KEEP)).toBe(days === null ? null : NOW + days * DAY),
)

test.each<[string, ReturnType<typeof event>[], number | null]>([
  ['nothing', [], null],
  ['a view that goes before its person', [event('identified', 1), event('product_viewed', 20, 1)], 10],
  ['a person who goes before their views', [event('product_viewed', 1)], 9],
  ['an order, with its customer', [event('order_completed', 1)], 99],
])('next to go: %s', (_name, events, days) =>
  expect(nextExpiry(events, KEEP)).toBe(days === null ? null : NOW + days * DAY),
)

test('what `keep` does not say, the defaults do', () => {
  expect(keepOf({})).toEqual({ behaviourMs: 390 * DAY, anonymousMs: 390 * DAY, customersMs: 1080 * DAY })
  expect(keepOf({ keep: { behaviour: '90d' } }).behaviourMs).toBe(90 * DAY)
})
