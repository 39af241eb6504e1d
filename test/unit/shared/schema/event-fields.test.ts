import { describe, expect, test } from 'vitest'
import {
  categoryPath,
  hasProductList,
  moneyProblems,
  orderOf,
  productsOf,
} from '../../../../shared/schema/event-fields.ts'

describe('productsOf', () => {
  test('reads the one product of a Segment event', () => {
    const properties = {
      product_id: 'B-12',
      name: 'Boot',
      category: 'Home > Shoes > Boots',
      brand: ' Nord ',
      variant: 'brown',
      size: 42,
      price: '1.299,00',
      currency: 'eur',
      quantity: '2',
    }
    expect(productsOf('product_added', properties)).toEqual([
      {
        productId: 'B-12',
        name: 'Boot',
        category: 'home/shoes/boots',
        brand: 'Nord',
        variant: 'brown',
        size: '42',
        price: 129900,
        currency: 'EUR',
        quantity: 2,
      },
    ])
  })

  test('reads GA4 items, whose currency is the event’s', () => {
    const item = {
      item_id: 'B-12',
      item_name: 'Boot',
      item_brand: 'Nord',
      item_category: 'Shoes',
      item_category2: 'Boots',
      item_category3: 'Winter Boots',
      item_variant: 'brown',
      price: 49.9,
    }
    expect(
      productsOf('product_viewed', { currency: 'JPY', value: 50, items: [item, { item_id: 7 }] }),
    ).toEqual([
      {
        productId: 'B-12',
        name: 'Boot',
        category: 'shoes/boots/winter boots',
        brand: 'Nord',
        variant: 'brown',
        price: 50,
        currency: 'JPY',
        quantity: 1,
      },
      { productId: '7', currency: 'JPY', quantity: 1 },
    ])
  })

  const boot = { id: 'P1', title: 'Boot', vendor: 'Nord', type: 'Shoes' }
  const variant = { id: 'V1', title: '42', price: { amount: 49.9, currencyCode: 'EUR' }, product: boot }
  const read = {
    productId: 'P1',
    name: 'Boot',
    category: 'shoes',
    brand: 'Nord',
    price: 4990,
    currency: 'EUR',
  }

  test.each([
    ['a viewed variant', { productVariant: variant }, { ...read, variant: '42', quantity: 1 }],
    [
      'a cart line',
      { cartLine: { quantity: 2, merchandise: variant } },
      { ...read, variant: '42', quantity: 2 },
    ],
    [
      'a checkout',
      { checkout: { lineItems: [{ id: 'L1', quantity: 3, variant }] } },
      { ...read, variant: '42', quantity: 3 },
    ],
  ])('reads Shopify’s nesting: %s', (_name, properties, expected) =>
    expect(productsOf('product_viewed', properties)).toMatchObject([expected]),
  )

  test('reads Shopify’s order lines', () => {
    const line = { product_id: 77, variant_id: 5, title: 'Boot', price: '49.90', vendor: 'Nord', quantity: 1 }
    expect(productsOf('order_completed', { currency: 'EUR', line_items: [line] })).toEqual([
      { productId: '77', name: 'Boot', brand: 'Nord', price: 4990, currency: 'EUR', quantity: 1 },
    ])
  })

  test.each([
    [{ quantity: 0 }, 0],
    [{ quantity: -3 }, 0],
    [{ quantity: 2.4 }, 2],
    [{ quantity: 0.3 }, 1],
    [{ quantity: 'many' }, 1],
    [{ quantity: Number.POSITIVE_INFINITY }, 1],
    [{ quantity: 1e9 }, 1e6],
    [{}, 1],
  ])('%j is %d pieces', (fields, expected) =>
    expect(productsOf('product_added', { sku: 'A', ...fields })[0]!.quantity).toBe(expected),
  )

  test.each([
    ['nothing', {}],
    ['an id that is of something else', { id: 'block-1' }],
    ['garbage', { products: [null, 5, 'x', [], {}, { product_id: {} }, { product_id: ' ' }] }],
    ['an id beyond all measure', { product_id: 'x'.repeat(201) }],
  ])('finds no product in %s', (_name, properties) =>
    expect(productsOf('product_viewed', properties)).toEqual([]),
  )

  test('a person’s traits are no product', () => expect(productsOf('identified', { sku: 'A' })).toEqual([]))

  test('an unreadable price is left out, not zero', () =>
    expect(productsOf('product_viewed', { sku: 'A', price: 'on request' })[0]).toEqual({
      productId: 'A',
      quantity: 1,
    }))
})

test.each([
  [{ products: [] }, true],
  [{ items: [{}] }, true],
  [{ products: 'none' }, false],
  [{ product_id: 'A' }, false],
])('hasProductList(%j) is %s', (properties, expected) => expect(hasProductList(properties)).toBe(expected))

test.each<[unknown, string | undefined]>([
  ['Home > Shoes > Boots', 'home/shoes/boots'],
  ['Shoes/Boots/', 'shoes/boots'],
  ['  Winter \n  Boots ', 'winter boots'],
  [['Shoes', 'Boots', null], 'shoes/boots'],
  ['a/b/c/d/e/f/g/h', 'a/b/c/d/e/f'],
  ['>', undefined],
  [5, undefined],
  [null, undefined],
])('categoryPath(%j) is %s', (value, expected) => expect(categoryPath(value)).toBe(expected))

test.each([
  [
    'Segment',
    { order_id: 'o1', total: 55, revenue: '50.00', discount: 5, coupon: 'TEN', currency: 'EUR' },
    { orderId: 'o1', total: 5500, revenue: 5000, discount: 500, coupon: 'TEN', currency: 'EUR' },
  ],
  ['GA4', { transaction_id: 12, value: 50, currency: 'JPY' }, { orderId: '12', total: 50, currency: 'JPY' }],
  [
    'a Shopify pixel',
    {
      checkout: { order: { id: 'o1' }, totalPrice: { amount: 55, currencyCode: 'EUR' }, currencyCode: 'EUR' },
    },
    { orderId: 'o1', total: 5500, currency: 'EUR' },
  ],
  [
    'our own money',
    { order_id: 'o1', total: { amount: 5500, currency: 'EUR' } },
    { orderId: 'o1', total: 5500 },
  ],
  ['a refund', { orderId: 'o1', refund_id: 'r1' }, { orderId: 'o1', refundId: 'r1' }],
  ['nothing', { order_id: null, total: 'free', currency: '€' }, {}],
])('orderOf reads %s', (_name, properties, expected) => expect(orderOf(properties)).toEqual(expected))

describe('moneyProblems', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['a negative price', 'product_viewed', { price: -1 }, '/price'],
    ['what JSON makes of 1e309', 'product_viewed', { price: Number.POSITIVE_INFINITY }, '/price'],
    ['a text that is no number', 'order_completed', { total: 'NaN' }, '/total'],
    ['a blank', 'order_completed', { revenue: '' }, '/revenue'],
    ['a boolean', 'order_completed', { tax: true }, '/tax'],
    ['a list', 'cart_viewed', { value: [5] }, '/value'],
    [
      'a product’s price',
      'order_completed',
      { products: [{ price: 5 }, { price: -5 }] },
      '/products/1/price',
    ],
    ['an item’s discount', 'order_completed', { items: [{ discount: 'x' }] }, '/items/0/discount'],
    ['a price of any event', 'quote_requested', { price: 'x' }, '/price'],
  ])('finds %s', (_name, event, properties, pointer) =>
    expect(moneyProblems(event, properties)).toMatchObject({
      pointer,
      reason: expect.stringContaining('amount'),
    }),
  )

  test.each<[string, string, Record<string, unknown>]>([
    ['numbers and texts', 'order_completed', { total: 55, revenue: '1.299,00', shipping: '12,50', tax: 0 }],
    ['null and absent', 'order_completed', { total: null }],
    ['Shopify money', 'product_viewed', { price: { amount: 49.9, currencyCode: 'EUR' } }],
    ['words that are no money elsewhere', 'quiz_completed', { total: 'ten', value: -3, discount: 'none' }],
    ['a person’s traits', 'identified', { price: 'high' }],
    ['products that are no objects', 'order_completed', { products: [null, 5] }],
  ])('has nothing against %s', (_name, event, properties) =>
    expect(moneyProblems(event, properties)).toBeUndefined(),
  )
})
