import { expect, test } from 'vitest'
import { featureValues } from '../../../../shared/features/fold.ts'
import { type Orders, orders } from '../../../../shared/features/orders.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { DAY, event, fold, HOUR, SHOP, START, trusted } from './events.ts'

const NOW = START + 10 * DAY

function ordersOf(events: StoredEvent[]): Orders {
  return featureValues(fold(...events), { now: NOW, shop: SHOP }).orders.value
}

const line = (product_id: string, price = 10, quantity = 1) => ({ product_id, price, quantity })
const first = { order_id: 'o1', currency: 'EUR', products: [line('A'), line('B', 5, 2)] }
const second = { order_id: 'o2', currency: 'EUR', coupon: 'TEN', products: [line('A', 8)] }
const eur = (amount: number) => ({ amount, currency: 'EUR' })

test.each<[string, StoredEvent[], Partial<Orders>]>([
  [
    'nothing',
    [],
    { count: 0, spent: eur(0), lastAt: null, daysSince: null, discountedShare: null, products: [] },
  ],
  [
    'an unverified order counts, its money does not',
    [event('order_completed', 0, first)],
    {
      count: 1,
      verified: 0,
      spent: eur(0),
      stated: eur(2000),
      lastAt: START,
      daysSince: 10,
      discountedShare: 0,
    },
  ],
  [
    'a verified one does both',
    [event('order_completed', 0, first), trusted('order_completed', HOUR, first)],
    { count: 1, verified: 1, spent: eur(2000), stated: eur(2000), lastAt: START },
  ],
  [
    'two orders',
    [trusted('order_completed', 0, first), trusted('order_completed', 3 * DAY + HOUR, second)],
    {
      count: 2,
      verified: 2,
      spent: eur(2800),
      lastAt: START + 3 * DAY + HOUR,
      daysSince: 6,
      discountedShare: 0.5,
      products: [
        { productId: 'A', lastAt: START + 3 * DAY + HOUR, pieces: 2 },
        { productId: 'B', lastAt: START, pieces: 2 },
      ],
    },
  ],
  [
    'the last one taken back: the one before is the last again',
    [
      trusted('order_completed', 0, first),
      trusted('order_completed', 3 * DAY, second),
      trusted('order_cancelled', 4 * DAY, { order_id: 'o2' }),
    ],
    {
      count: 1,
      verified: 1,
      spent: eur(2000),
      lastAt: START,
      discountedShare: 0,
      products: [
        { productId: 'A', lastAt: START, pieces: 1 },
        { productId: 'B', lastAt: START, pieces: 2 },
      ],
    },
  ],
  [
    'a line taken back',
    [
      trusted('order_completed', 0, first),
      trusted('order_refunded', DAY, { order_id: 'o1', products: [line('B')] }),
    ],
    {
      count: 1,
      spent: eur(1500),
      products: [
        { productId: 'A', lastAt: START, pieces: 1 },
        { productId: 'B', lastAt: START, pieces: 1 },
      ],
    },
  ],
  [
    'another currency is not the shop’s money',
    [trusted('order_completed', 0, { ...first, currency: 'USD' })],
    { count: 1, spent: eur(0) },
  ],
  [
    'an order without products',
    [trusted('order_completed', 0, { order_id: 'o1', total: 15 })],
    { count: 1, spent: eur(1500), lastAt: START, products: [] },
  ],
])('%s', (_name, events, expected) => expect(ordersOf(events)).toMatchObject(expected))

test('days since an order in the future are none', () => {
  expect(ordersOf([event('order_completed', 20 * DAY, first)]).daysSince).toBe(0)
})

test('combining adds up', () => {
  const state = (event: StoredEvent) =>
    fold(event).features.orders as Parameters<typeof orders.combine>[0][number]
  const parts = [state(trusted('order_completed', DAY, second)), state(trusted('order_completed', 0, first))]
  expect(orders.value(orders.combine(parts), { now: NOW, shop: SHOP }).value).toEqual(
    ordersOf([trusted('order_completed', 0, first), trusted('order_completed', DAY, second)]),
  )
})
