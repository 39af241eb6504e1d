import { describe, expect, test } from 'vitest'
import type { OrderLine } from '../../../../shared/features/fold-event.ts'
import { type OrderBook, orderBook } from '../../../../shared/features/order-book.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { event, HOUR, prepared, START, trusted, viewed } from './events.ts'

const TWO = {
  order_id: 'o1',
  currency: 'EUR',
  products: [
    { product_id: 'A', price: 10, quantity: 2 },
    { product_id: 'B', price: 5, quantity: 1 },
  ],
}
const stated = (fields: object = {}) => event('order_completed', 0, { ...TWO, ...fields })
const confirmed = (fields: object = {}) => trusted('order_completed', HOUR, { ...TWO, ...fields })
const refunded = (fields: object = {}) => trusted('order_refunded', 2 * HOUR, { order_id: 'o1', ...fields })
const cancelled = () => trusted('order_cancelled', 3 * HOUR, { order_id: 'o1' })

function keep(events: StoredEvent[]): { book: OrderBook; lines: OrderLine[]; counts: number[] } {
  const counts = [0, 0, 0]
  const lines: OrderLine[] = []
  let book = orderBook.initial
  for (const each of prepared(...events)) {
    const result = orderBook.apply(book, each)
    book = result.book
    lines.push(...result.lines)
    const { orders = 0, verified = 0, discounted = 0 } = result.change ?? {}
    ;[orders, verified, discounted].forEach((change, index) => {
      counts[index]! += change
    })
  }
  return { book, lines, counts }
}

/** Product → [units stated, units verified, money stated, money verified], as statistics would add the lines up. */
function sums(lines: OrderLine[]) {
  const by: Record<string, [number, number, number, number]> = {}
  for (const { productId, quantity, amount, isVerified } of lines) {
    const [all, verified, money, verifiedMoney] = by[productId] ?? [0, 0, 0, 0]
    by[productId] = [
      all + quantity,
      verified + (isVerified ? quantity : 0),
      money + amount,
      verifiedMoney + (isVerified ? amount : 0),
    ]
  }
  return by
}

describe('an order counts once', () => {
  const plain = { A: [2, 0, 2000, 0], B: [1, 0, 500, 0] }
  const verified = { A: [2, 2, 2000, 2000], B: [1, 1, 500, 500] }
  const oneB = [{ product_id: 'B', quantity: 1 }]
  test.each<[string, StoredEvent[], object, number[]]>([
    ['stated by the browser', [stated()], plain, [1, 0, 0]],
    ['a reloaded thank-you page', [stated(), stated()], plain, [1, 0, 0]],
    [
      'another claim about it',
      [stated(), stated({ products: [{ product_id: 'Z', price: 999 }] })],
      plain,
      [1, 0, 0],
    ],
    ['confirmed', [stated(), confirmed()], verified, [1, 1, 0]],
    ['confirmed twice', [stated(), confirmed(), confirmed({ products: [] })], verified, [1, 1, 0]],
    ['confirmed before the browser tells', [confirmed(), stated()], verified, [1, 1, 0]],
    [
      'confirmed with other lines: they replace the stated ones',
      [
        stated({
          products: [
            { product_id: 'A', price: 0.01 },
            { product_id: 'Z', price: 999 },
          ],
        }),
        confirmed(),
      ],
      { ...verified, Z: [0, 0, 0, 0] },
      [1, 1, 0],
    ],
    [
      'a refund by line',
      [confirmed(), refunded({ products: [{ product_id: 'A', quantity: 1 }] })],
      { A: [1, 1, 1000, 1000], B: [1, 1, 500, 500] },
      [1, 1, 0],
    ],
    [
      'more refunded than ordered',
      [confirmed(), refunded({ products: [{ product_id: 'A', quantity: 9 }, { product_id: 'Q' }] })],
      { A: [0, 0, 0, 0], B: [1, 1, 500, 500] },
      [1, 1, 0],
    ],
    ['refunded whole', [confirmed(), refunded()], { A: [0, 0, 0, 0], B: [0, 0, 0, 0] }, [0, 0, 0]],
    [
      'refunded by line, then cancelled, then refunded',
      [confirmed(), refunded({ products: oneB }), cancelled(), refunded()],
      { A: [0, 0, 0, 0], B: [0, 0, 0, 0] },
      [0, 0, 0],
    ],
    [
      'the same refund reported twice',
      [
        confirmed(),
        refunded({ refund_id: 'r', products: [{ product_id: 'A' }] }),
        refunded({ refund_id: 'r', products: [{ product_id: 'A' }] }),
      ],
      { A: [1, 1, 1000, 1000], B: [1, 1, 500, 500] },
      [1, 1, 0],
    ],
    [
      'a refund from the browser',
      [
        confirmed(),
        event('order_refunded', HOUR, { order_id: 'o1' }),
        event('order_cancelled', HOUR, { order_id: 'o1' }),
      ],
      verified,
      [1, 1, 0],
    ],
    [
      'a refund that comes before its order',
      [refunded({ products: oneB }), confirmed()],
      { A: [2, 2, 2000, 2000] },
      [1, 1, 0],
    ],
    ['a cancellation that comes before its order', [cancelled(), stated(), confirmed()], {}, [0, 0, 0]],
    [
      'a refund between the statement and its confirmation',
      [stated(), refunded({ products: oneB }), confirmed()],
      { A: [2, 2, 2000, 2000], B: [0, 0, 0, 0] },
      [1, 1, 0],
    ],
    ['a coupon', [stated({ coupon: 'TEN' })], plain, [1, 0, 1]],
    [
      'a discount that the confirmation does not know',
      [stated({ discount: 5 }), confirmed()],
      verified,
      [1, 1, 0],
    ],
    ['a refund of an order nobody knows', [refunded()], {}, [0, 0, 0]],
    ['a refund without an order id', [stated(), trusted('order_refunded', HOUR)], plain, [1, 0, 0]],
  ])('%s', (_name, events, expected, counts) => {
    const kept = keep(events)
    expect(sums(kept.lines)).toEqual(expected)
    expect(kept.counts).toEqual(counts)
  })
})

describe('the amount of a line', () => {
  const order = (fields: object) =>
    sums(keep([event('order_completed', 0, { order_id: 'o', ...fields })]).lines)
  test.each<[string, object, object]>([
    [
      'without prices the revenue is spread by pieces, to the cent',
      { revenue: 10, products: [{ sku: 'A' }, { sku: 'B' }, { sku: 'C' }] },
      { A: [1, 0, 333, 0], B: [1, 0, 334, 0], C: [1, 0, 333, 0] },
    ],
    [
      'the revenue goes before the total',
      { revenue: 10, total: 15, products: [{ sku: 'A' }] },
      { A: [1, 0, 1000, 0] },
    ],
    [
      'what has no price takes the rest',
      {
        total: 15,
        products: [
          { sku: 'A', price: 10 },
          { sku: 'B', quantity: 2 },
        ],
      },
      { A: [1, 0, 1000, 0], B: [2, 0, 500, 0] },
    ],
    [
      'and never less than nothing',
      { total: 5, products: [{ sku: 'A', price: 10 }, { sku: 'B' }] },
      { A: [1, 0, 1000, 0], B: [1, 0, 0, 0] },
    ],
    [
      'two lines of one product are one',
      {
        products: [
          { sku: 'A', price: 10 },
          { sku: 'A', price: 7, quantity: 2 },
        ],
      },
      { A: [3, 0, 2400, 0] },
    ],
    ['an order without products is one line', { total: 15 }, { '': [1, 0, 1500, 0] }],
    [
      'lines of no pieces are none',
      { total: 15, products: [{ sku: 'A', quantity: 0 }, { sku: 'B' }] },
      { B: [1, 0, 1500, 0] },
    ],
    [
      'yen have no decimals',
      { currency: 'JPY', products: [{ sku: 'A', price: 1200 }] },
      { A: [1, 0, 1200, 0] },
    ],
  ])('%s', (_name, fields, expected) => expect(order(fields)).toEqual(expected))

  test('partial refunds add up to the whole, to the cent', () => {
    const whole = trusted('order_completed', 0, {
      order_id: 'o',
      revenue: 10,
      products: [{ sku: 'A', quantity: 3 }],
    })
    const one = (at: number) => trusted('order_refunded', at, { order_id: 'o', products: [{ sku: 'A' }] })
    expect(keep([whole, one(1), one(2)]).lines.map(({ amount }) => amount)).toEqual([1000, -333, -334])
    expect(sums(keep([whole, one(1), one(2), one(3)]).lines)).toEqual({ A: [0, 0, 0, 0] })
  })
})

test('a line keeps the moment of its order, also when taken back or verified later', () => {
  expect(keep([stated(), confirmed(), cancelled()]).lines.map(({ orderedAt }) => orderedAt - START)).toEqual(
    Array(8).fill(0),
  )
})

test('an order that names its products by id alone learns their category from what was looked at', () => {
  const { lines } = keep([viewed('A', 0, { category: 'Shoes > Boots', brand: 'Nord' }), confirmed()])
  expect(lines[0]).toMatchObject({ productId: 'A', category: 'shoes/boots', brand: 'Nord' })
  expect(lines[1]).not.toHaveProperty('category')
})

test('a confirmation without categories keeps the stated ones', () => {
  const { lines } = keep([stated({ products: [{ product_id: 'A', category: 'Shoes' }] }), confirmed()])
  expect(lines.at(-2)).toMatchObject({ productId: 'A', isVerified: true, category: 'shoes' })
})

test('orders without an id are each their own', () => {
  expect(
    keep([event('order_completed', 0, { total: 5 }), event('order_completed', 1, { total: 5 })]).counts,
  ).toEqual([2, 0, 0])
})

test('the difference of two books is the same as the lines between them, also after storage', () => {
  const before = keep([stated()])
  const after = keep([stated(), confirmed(), refunded({ products: [{ product_id: 'A' }] })])
  const stored = JSON.parse(JSON.stringify(after.book)) as OrderBook
  expect(sums([...before.lines, ...orderBook.difference(before.book, stored, 'o1')])).toEqual(
    sums(after.lines),
  )
  expect(orderBook.difference(after.book, stored, 'o1')).toEqual([])
})
