import { expect, test } from 'vitest'
import { findProduct } from '../../../demo/catalog/catalog.ts'
import { containedTax, makeOrder, sumCart } from '../../../demo/orders/make-order.ts'
import { refundedOrder, returnLines } from '../../../demo/orders/refund.ts'
import { completedOrder } from '../../../demo/orders/report.ts'
import { CartChange } from '../../../demo/routes/forms.ts'
import { readOrders } from '../../../shared/schema/orders-upload.ts'

const NOW = Date.UTC(2026, 10, 20)
const line = (product: string, quantity: number) => ({ product, size: '40', colour: 'black', quantity })
const checkout = {
  name: 'Anna',
  email: 'a@b.it',
  customer: null,
  language: 'it',
  now: NOW,
  random: 'abc',
} as const
const order = makeOrder({ ...checkout, cart: [line('WX-102', 1), line('HB-103', 2)] })!

test('delivery is free from 99 €, and what is no longer sold falls out', () => {
  const care = findProduct('WX-102')!.price.amount
  expect(sumCart([line('WX-102', 1), line('GONE', 3)])).toMatchObject({
    goods: care,
    shipping: 590,
    total: care + 590,
  })
  expect(sumCart([line('HB-103', 1)])).toMatchObject({ shipping: 0 })
  expect(sumCart([])).toMatchObject({ shipping: 0, total: 0 })
})

test('an empty cart is no order', () => expect(makeOrder({ ...checkout, cart: [] })).toBeNull())

test('an order number is the day and what cannot be guessed', () => expect(order.id).toBe('SB-261120-ABC'))

test('22 % VAT is in the price', () => expect(containedTax(12_200)).toBe(2_200))

test('Vicino takes the confirmation, with revenue without VAT and delivery', () => {
  const report = completedOrder(order, 'v1.handle')
  expect(readOrders([report])).toMatchObject({ accepted: [{ order: report }], invalid: [] })
  expect(report.revenue.amount).toBe(order.total - order.shipping - order.tax)
})

test('lines go back once, at what was paid, and the refund names its order', () => {
  const { after, returned } = returnLines(order, [1])
  expect(returnLines(after, [1]).returned).toEqual([])
  const refund = refundedOrder(after, returned, NOW)
  expect(readOrders([refund]).invalid).toEqual([])
  expect(refund).toMatchObject({
    order_id: order.id,
    status: 'refunded',
    total: { amount: order.lines[1]!.price * 2, currency: 'EUR' },
    products: [{ product_id: 'HB-103', quantity: 2 }],
  })
})

const { id, colours, sizes } = findProduct('HB-103')!
const soldOut = Object.entries(sizes).find(([, pieces]) => pieces === 0)![0]
const inStock = Object.entries(sizes).find(([, pieces]) => pieces > 0)![0]
const change = { product: id, colour: colours[0]!, size: inStock, quantity: '1' }

test.each([
  ['what is there', change, true],
  ['one less of what is sold out', { ...change, size: soldOut, quantity: '-1' }, true],
  ['what is sold out', { ...change, size: soldOut }, false],
  ['a size it does not have', { ...change, size: 'constructor' }, false],
  ['a colour it does not have', { ...change, colour: 'plaid' }, false],
  ['what the shop does not sell', { ...change, product: 'GONE' }, false],
  ['too many', { ...change, quantity: '21' }, false],
])('the cart takes %s: %o', (_name, form, isTaken) => {
  expect(CartChange.safeParse(form).success).toBe(isTaken)
})
