import { describe, expect, test } from 'vitest'
import { dataLayerReader, toSignals } from '../../../../client/capture/data-layer.ts'

const item = {
  item_id: 'B-12',
  item_name: 'Boots',
  item_brand: 'Bianchi',
  item_category: 'shoes',
  item_category2: 'boots',
  price: '49,90',
  quantity: '2',
}
const product = {
  product_id: 'B-12',
  sku: 'B-12',
  name: 'Boots',
  brand: 'Bianchi',
  category: 'shoes/boots',
  price: 49.9,
  quantity: 2,
}

/** What gtag puts into the array: its own `arguments`. */
function gtag(..._args: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: the very thing under test
  return arguments
}
const readAll = (...entries: unknown[]) => {
  const read = dataLayerReader()
  return entries.flatMap(read)
}

describe('both forms say the same', () => {
  const expected = [{ event: 'product_added', properties: { ...product, currency: 'EUR' } }]
  test.each([
    ['a pushed object', { event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [item] } }],
    ['gtag arguments', gtag('event', 'add_to_cart', { currency: 'EUR', items: [item] })],
    ['fields beside the event', { event: 'add_to_cart', currency: 'EUR', items: [item] }],
  ])('%s', (_name, entry) => {
    expect(readAll(entry)).toEqual(expected)
  })
})

describe('ecommerce between pushes', () => {
  const ecommerce = { items: [item] }
  test('an event without its own uses the last', () => {
    expect(readAll({ ecommerce }, { event: 'view_item' })).toHaveLength(1)
  })
  test('null forgets it', () => {
    expect(readAll({ ecommerce }, { ecommerce: null }, { event: 'view_item' })).toEqual([])
  })
  test('items are replaced, never merged', () => {
    const other = { ...item, item_id: 'C-1' }
    const signals = readAll(
      { ecommerce: { items: [item, item] } },
      { event: 'view_item', ecommerce: { items: [other] } },
    )
    expect(signals.map((signal) => signal.properties.product_id)).toEqual(['C-1'])
  })
})

test.each([
  ['view_item', 'product_viewed'],
  ['select_item', 'product_clicked'],
  ['remove_from_cart', 'product_removed'],
  ['view_item_list', 'product_list_viewed'],
  ['view_cart', 'cart_viewed'],
  ['begin_checkout', 'checkout_started'],
  ['add_payment_info', 'payment_info_entered'],
  ['refund', 'order_refunded'],
  ['view_promotion', 'promotion_viewed'],
  ['search', 'products_searched'],
])('%s becomes %s', (ga4, canonical) => {
  expect(toSignals(ga4, { items: [item] })[0]?.event).toBe(canonical)
})

test('an order keeps total and revenue apart', () => {
  const purchase = {
    transaction_id: 'A-1',
    currency: 'EUR',
    value: '110.00',
    tax: 18,
    shipping: 10,
    coupon: 'X',
    items: [item],
  }
  expect(toSignals('purchase', purchase)).toEqual([
    {
      event: 'order_completed',
      properties: {
        order_id: 'A-1',
        currency: 'EUR',
        coupon: 'X',
        total: 110,
        revenue: 82,
        tax: 18,
        shipping: 10,
        products: [{ ...product, currency: 'EUR' }],
      },
    },
  ])
})

test('several items viewed at once are several views', () => {
  expect(
    toSignals('view_item', { items: [item, { item_name: 'Sandals' }] }).map(
      ({ properties }) => properties.product_id,
    ),
  ).toEqual(['B-12', 'Sandals'])
})

test.each([
  ['a string', 'event'],
  ['null', null],
  ['a number', 7],
  ['consent', gtag('consent', 'default', {})],
  ['an unknown event', { event: 'gtm.js' }],
  ['a name from the prototype', { event: 'constructor' }],
  ['items that are no list', { event: 'view_item', ecommerce: { items: 'boots' } }],
  ['items that are nothing', { event: 'view_item', ecommerce: { items: [null, 3] } }],
])('%s says nothing', (_name, entry) => {
  expect(readAll(entry)).toEqual([])
})
