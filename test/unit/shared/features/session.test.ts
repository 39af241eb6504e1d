import { describe, expect, test } from 'vitest'
import { featureValues } from '../../../../shared/features/fold.ts'
import { session } from '../../../../shared/features/session.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { event, fold, HOUR, MINUTE, prepared, SHOP, START, trusted, viewed } from './events.ts'

function sessionOf(events: StoredEvent[], now = 0) {
  return featureValues(fold(...events), { now: START + now, shop: SHOP }).session.value
}

const page = (at: number, fields: object = {}, context: Record<string, unknown> = {}) =>
  event('page_viewed', at, fields, { context })

test.each<[string, StoredEvent[], number]>([
  ['nobody came', [], 0],
  ['one page', [page(0)], 1],
  ['a pause of 30 minutes goes on', [page(0), page(30 * MINUTE)], 1],
  ['a longer one does not', [page(0), page(30 * MINUTE + 1)], 2],
  [
    'what the shop reports is no visit',
    [
      trusted('order_completed', 0, { order_id: 'o' }),
      trusted('order_refunded', HOUR, { order_id: 'o' }),
      event('identified', 2 * HOUR),
      event('consent_changed', 3 * HOUR, { analytics: true }),
    ],
    0,
  ],
  ['what a server sends in the shopper’s name is', [trusted('product_viewed', 0, { sku: 'A' })], 1],
])('sessions: %s', (_name, events, count) => expect(sessionOf(events).count).toBe(count))

test('the current session counts pages and views, and lists products newest last', () => {
  const events = [page(0), viewed('A', 1), page(2), viewed('B', 3), viewed('A', 4), page(5)]
  expect(sessionOf(events, 10).current).toEqual({
    startedAt: START,
    lastAt: START + 5,
    pages: 3,
    views: 3,
    products: ['B', 'A'],
    origin: {},
  })
})

test('a session is over after 30 idle minutes; when it was, stays known', () => {
  expect(sessionOf([page(0), page(HOUR)], 2 * HOUR)).toEqual({
    count: 2,
    firstSeenAt: START,
    lastSeenAt: START + HOUR,
    current: null,
  })
})

test('lists twenty products at most', () => {
  const many = Array.from({ length: 30 }, (_, index) => viewed(`P${index}`, index))
  expect(sessionOf(many, 30).current!.products).toHaveLength(20)
})

describe('where a visit came from', () => {
  test.each<[string, StoredEvent, object]>([
    [
      'Segment’s campaign',
      page(0, {}, { campaign: { source: 'news', medium: 'email', name: 'autumn' } }),
      { source: 'news', medium: 'email', campaign: 'autumn' },
    ],
    [
      'the address',
      page(0, { url: 'https://shop.example/a?x=1&utm_source=news%20letter&utm_medium=a+b#top' }),
      { source: 'news letter', medium: 'a b' },
    ],
    [
      'an address that is no percent-encoding',
      page(0, { url: 'https://shop.example/?utm_source=100%' }),
      { source: '100%' },
    ],
    [
      'another site',
      page(0, { url: 'https://shop.example/', referrer: 'https://user@Search.example:8080/find?q=secret' }),
      { referrer: 'search.example' },
    ],
    [
      'the shop itself',
      page(0, {}, { page: { url: 'https://shop.example/b', referrer: 'https://shop.example/a' } }),
      {},
    ],
    ['garbage', page(0, { url: 5, referrer: {} }, { page: null, campaign: 'x' }), {}],
  ])('%s', (_name, first, origin) => expect(sessionOf([first, page(1)], 2).current!.origin).toEqual(origin))
})

test('combining keeps the latest session and the earliest moment', () => {
  const [a, b, c] = prepared(page(0), page(HOUR), page(2 * HOUR))
  const early = session.update(session.initial, a!)
  const late = session.update(session.update(session.initial, b!), c!)
  expect(session.combine([session.initial, late, early])).toEqual({
    count: 3,
    firstAt: START,
    current: late.current,
  })
  expect(session.combine([])).toEqual(session.initial)
})
