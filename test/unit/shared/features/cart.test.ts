import { expect, test } from 'vitest'
import { cart } from '../../../../shared/features/cart.ts'
import { featureValues } from '../../../../shared/features/fold.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { event, fold, HOUR, prepared, SHOP, START, trusted } from './events.ts'

const added = (product_id: string, fields: object = {}) =>
  event('product_added', 0, { product_id, price: 10, currency: 'EUR', ...fields })
const removed = (product_id: string, fields: object = {}) =>
  event('product_removed', 1, { product_id, ...fields })
const stated = (...products: object[]) => event('cart_viewed', 2, { currency: 'EUR', products })
const order = (name: typeof event, at: number) => name('order_completed', at, { order_id: 'o', total: 20 })

function cartOf(events: StoredEvent[], shop = SHOP) {
  return featureValues(fold(...events), { now: START, shop }).cart.value
}

test.each<[string, StoredEvent[], [string, number][], number]>([
  ['starts empty', [], [], 0],
  [
    'adds',
    [added('A', { quantity: 2 }), added('B')],
    [
      ['A', 2],
      ['B', 1],
    ],
    3000,
  ],
  ['adds to what is there, at the newer price', [added('A'), added('A', { price: 8 })], [['A', 2]], 1600],
  [
    'keeps sizes apart',
    [added('A', { size: '41' }), added('A', { size: '42' })],
    [
      ['A', 1],
      ['A', 1],
    ],
    2000,
  ],
  ['removes pieces', [added('A', { quantity: 3 }), removed('A', { quantity: 2 })], [['A', 1]], 1000],
  [
    'removes the line with its last piece',
    [added('A'), added('B'), removed('A', { quantity: 5 })],
    [['B', 1]],
    1000,
  ],
  ['removes a size that is not named', [added('A', { size: '41' }), removed('A')], [], 0],
  [
    'does not remove another size',
    [added('A', { size: '41' }), removed('A', { size: '42' })],
    [['A', 1]],
    1000,
  ],
  ['cannot remove what is not there', [removed('A')], [], 0],
  [
    'takes the shop’s word for the whole',
    [added('A'), stated({ product_id: 'B', price: 5, quantity: 2 })],
    [['B', 2]],
    1000,
  ],
  ['believes that it is empty', [added('A'), stated()], [], 0],
  ['keeps what it has when nothing is listed', [added('A'), event('cart_viewed', 2)], [['A', 1]], 1000],
  ['is emptied by an order', [added('A'), order(event, HOUR)], [], 0],
  ['is emptied by an order that the server reports', [added('A'), order(trusted, HOUR)], [], 0],
  [
    'is a new one after the order, whatever is confirmed or reloaded later',
    [
      order(event, -HOUR),
      added('A'),
      order(event, HOUR),
      order(trusted, HOUR),
      trusted('order_cancelled', HOUR, { order_id: 'o' }),
    ],
    [['A', 1]],
    1000,
  ],
])('the cart %s', (_name, events, lines, amount) => {
  const value = cartOf(events)
  expect(value.lines.map(({ productId, quantity }) => [productId, quantity])).toEqual(lines)
  expect(value).toMatchObject({
    pieces: lines.reduce((sum, [, quantity]) => sum + quantity, 0),
    value: { amount, currency: 'EUR' },
  })
})

test('only the shop’s currency has a value; none named is the shop’s', () => {
  expect(cartOf([added('A', { currency: 'USD' }), added('B', { currency: undefined })]).value.amount).toBe(
    1000,
  )
  expect(
    cartOf([added('B', { currency: undefined, price: 1200 })], { ...SHOP, currency: 'JPY' }).value,
  ).toEqual({
    amount: 1200,
    currency: 'JPY',
  })
})

test('holds a hundred lines at most', () => {
  const many = Array.from({ length: 120 }, (_, index) => added(`P${index}`))
  expect(cartOf(many).lines).toHaveLength(100)
})

test('of two carts the one touched last stands', () => {
  const [first, second] = prepared(added('A'), event('product_added', 5, { sku: 'B' }))
  const older = cart.update(cart.initial, first!)
  const newer = cart.update(cart.initial, second!)
  expect(cart.combine([newer, older])).toBe(newer)
  expect(cart.combine([])).toEqual(cart.initial)
})
