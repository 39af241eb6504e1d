import { describe, expect, test } from 'vitest'
import {
  changesConsent,
  emptyState,
  type FoldState,
  featureValues,
  foldAll,
  foldEvent,
  personalValues,
  toFoldEvent,
} from '../../../../shared/features/fold.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { consented, event, fold, HOUR, prepared, SHOP, START, trusted, viewed } from './events.ts'

const ALL = { analytics: true, personalization: true, marketing: true }
const ANALYTICS = { analytics: true, personalization: false, marketing: false }

function known(state: FoldState) {
  const values = featureValues(state, { now: START, shop: SHOP })
  return { viewed: values.recently_viewed.value.length, sessions: values.session.value.count }
}

test('an order, a session and a trait of analytics are known and decide nothing', () => {
  const state = fold(
    consented(0, ALL),
    trusted('identified', 1, { tier: 'gold' }, { consent: 1 }),
    event('order_completed', 2, { order_id: 'A', total: 5 }, { consent: 1 }),
    viewed('B', HOUR),
  )
  const context = { now: START + HOUR, shop: SHOP }
  const brief = ({ orders, session, traits }: ReturnType<typeof featureValues>) => [
    orders.value.count,
    session.value.count,
    traits.value,
  ]
  expect(brief(featureValues(state, context))).toEqual([1, 2, { tier: 'gold' }])
  expect(brief(personalValues(state, context))).toEqual([0, 1, {}])
})

describe('a feature sees an event only if its stamp and today’s consent allow it', () => {
  test.each<[string, StoredEvent[], ReturnType<typeof known>]>([
    ['everything allowed', [consented(0, ALL), viewed('A', 1)], { viewed: 1, sessions: 1 }],
    ['analytics only', [consented(0, ANALYTICS), viewed('A', 1)], { viewed: 0, sessions: 1 }],
    [
      'an event without personalization',
      [consented(0, ALL), viewed('A', 1, {}, { consent: 1 })],
      { viewed: 0, sessions: 1 },
    ],
    [
      'an event without anything',
      [consented(0, ALL), viewed('A', 1, {}, { consent: 0 })],
      { viewed: 0, sessions: 0 },
    ],
    [
      'personalization withdrawn later',
      [consented(0, ALL), viewed('A', 1), consented(2, ANALYTICS)],
      { viewed: 0, sessions: 1 },
    ],
    [
      'all withdrawn later',
      [consented(0, ALL), viewed('A', 1), consented(2, { analytics: false })],
      { viewed: 0, sessions: 0 },
    ],
    [
      'withdrawn and given again',
      [consented(0, ALL), viewed('A', 1), consented(2, { analytics: false }), consented(3, ALL)],
      { viewed: 1, sessions: 1 },
    ],
    [
      'no statement: each event’s own stamp',
      [viewed('A', 1), viewed('B', 2, {}, { consent: 1 }), viewed('C', 3)],
      { viewed: 2, sessions: 1 },
    ],
    [
      'no statement: the newest stamp says what is shown',
      [viewed('A', 1), viewed('B', 2, {}, { consent: 1 })],
      { viewed: 0, sessions: 1 },
    ],
    [
      'a statement that grants nothing clearly',
      [consented(0, { analytics: 'yes' } as never), viewed('A', 1)],
      { viewed: 0, sessions: 0 },
    ],
  ])('%s', (_name, events, expected) => expect(known(fold(...events))).toEqual(expected))

  test('orders need consent for analytics', () => {
    const order = event('order_completed', 1, { order_id: 'o' }, { consent: 0 })
    expect(fold(consented(0, ALL), order).book.orders).toEqual([])
  })

  test.each<[string, number, number]>([
    ['counted for analytics alone, it had taught no taste', 1, 1],
    ['counted for both, its part in the taste goes', 3, 1],
  ])('a refund takes back what its order taught: %s', (_name, consent, share) => {
    const about = { order_id: 'o', products: [{ product_id: 'A', category: 'shoes', quantity: 1 }] }
    const state = fold(
      consented(0, ALL),
      viewed('B', 1, { category: 'shoes' }),
      event('order_completed', 2, about, { consent }),
      trusted('order_completed', 3, about),
      trusted('order_refunded', 4, about),
    )
    const { orders, affinities } = featureValues(state, { now: START, shop: SHOP })
    expect([orders.value.count, affinities.value.categories.shoes]).toEqual([0, share])
    expect(affinities.evidence).toEqual({ strength: expect.closeTo(1) })
    expect(state.personalBook === null).toBe(consent === 3)
  })

  test('today’s consent is the newest statement by canonical order, whenever it came', () => {
    const state = fold(consented(5, ANALYTICS), consented(1, ALL), viewed('A', 2))
    expect([state.consent, state.consentAt]).toEqual([1, START + 5])
  })

  test('without a statement it is the newest event’s stamp, and undated', () => {
    const state = fold(viewed('A', 1), viewed('B', 2, {}, { consent: 3 }))
    expect([state.consent, state.consentAt]).toEqual([3, null])
  })
})

test.each<[string, StoredEvent[], StoredEvent, boolean]>([
  ['the first statement, a yes', [viewed('A', 0)], consented(1, ALL), false],
  ['the first statement, a no', [viewed('A', 0)], consented(1, ANALYTICS), true],
  ['a word about a channel', [consented(0, ALL)], consented(1, { marketing: { email: true } }), false],
  ['a statement that comes late', [consented(1, ALL)], consented(0, ALL), true],
  ['the same statement again', [consented(0, ALL)], consented(1, ALL), false],
  ['another statement', [consented(0, ALL)], consented(1, ANALYTICS), true],
  ['an event with another stamp', [consented(0, ALL)], viewed('A', 1, {}, { consent: 1 }), false],
])('changesConsent: %s', (_name, events, next, expected) =>
  expect(changesConsent(fold(...events), toFoldEvent(next))).toBe(expected),
)

describe('toFoldEvent', () => {
  test('parses the text once and leaves it behind', () => {
    const ready = toFoldEvent(viewed('A', 0, { category: 'Shoes' }, { context: { page: { url: '/a' } } }))
    expect(ready).toMatchObject({
      properties: { product_id: 'A' },
      context: { page: { url: '/a' } },
      lines: [],
    })
    expect(ready.products).toEqual([{ productId: 'A', category: 'shoes', quantity: 1 }])
    expect(ready).not.toHaveProperty('raw')
  })

  test.each<[string, object, object]>([
    ['fill what the event lacks', {}, { category: 'shoes/boots', brand: 'Nord' }],
    ['give way to the event', { category: 'Sale', brand: 'Sud' }, { category: 'sale', brand: 'Sud' }],
  ])('the catalogue’s facts %s', (_name, fields, expected) => {
    const facts = { category: 'shoes/boots', brand: 'Nord' }
    expect(toFoldEvent(viewed('A', 0, fields, { facts })).products).toMatchObject([expected])
  })

  test('facts say nothing about a list', () => {
    const order = event(
      'order_completed',
      0,
      { products: [{ sku: 'A' }, { sku: 'B' }] },
      { facts: { brand: 'Nord' } },
    )
    expect(toFoldEvent(order).products).toEqual([
      { productId: 'A', quantity: 1 },
      { productId: 'B', quantity: 1 },
    ])
  })

  test.each([
    ['identified', { traits: { name: 'Ada' } }],
    ['grouped', { traits: { name: 'Ada' }, properties: null }],
    ['product_viewed', { properties: { name: 'Ada' }, traits: { name: 'Bob' } }],
  ])('reads the fields of %s', (name, body) =>
    expect(toFoldEvent({ ...event(name, 0), raw: JSON.stringify(body) }).properties).toEqual({ name: 'Ada' }),
  )

  test.each([[null], [[]], ['text'], [5]])('properties that are %j are none', (properties) =>
    expect(
      toFoldEvent({ ...event('product_viewed', 0), raw: JSON.stringify({ properties }) }).properties,
    ).toEqual({}),
  )
})

test('a state is never changed in place, and what did not change is shared', () => {
  const before = fold(consented(0, ALL), viewed('A', 1), trusted('identified', 2, { name: 'Ada' }))
  const copy = JSON.stringify(before)
  const after = foldEvent(before, toFoldEvent(viewed('B', 3)))
  expect(JSON.stringify(before)).toBe(copy)
  expect(after.features.traits).toBe(before.features.traits)
  expect(after.features.recently_viewed).not.toBe(before.features.recently_viewed)
})

test('an event that no feature looks at only counts', () => {
  const before = fold(consented(0, ALL))
  const after = foldEvent(before, toFoldEvent(event('grouped', 1)))
  expect(after.features).toBe(before.features)
  expect(after).toMatchObject({ count: 2, last: { time: START + 1 } })
})

test('nothing folds to the empty state', () => {
  expect(foldAll(prepared(), 'v7')).toEqual(emptyState('v7'))
  expect(emptyState('v7')).toMatchObject({ version: 'v7', consent: 0, consentAt: null, count: 0, last: null })
})
