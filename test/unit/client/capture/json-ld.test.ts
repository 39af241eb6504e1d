import { describe, expect, test } from 'vitest'
import { readProduct } from '../../../../client/capture/json-ld.ts'

const page = 'https://shop.it/p/boots?size=42'
const boots = { '@type': 'Product', sku: 'B-12', name: 'Boots' }
const read = (...blocks: unknown[]) =>
  readProduct(
    blocks.map((block) => JSON.stringify(block)),
    page,
  )

test('a plain product with one offer', () => {
  const product = {
    '@context': 'https://schema.org',
    ...boots,
    brand: { '@type': 'Brand', name: 'Bianchi' },
    category: 'Shoes > Boots',
    image: ['/a.jpg', '/b.jpg'],
    offers: { '@type': 'Offer', price: '89.90', priceCurrency: 'EUR' },
  }
  expect(read(product)).toEqual({
    product_id: 'B-12',
    sku: 'B-12',
    name: 'Boots',
    brand: 'Bianchi',
    category: 'Shoes > Boots',
    price: 89.9,
    currency: 'EUR',
    image_url: '/a.jpg',
  })
})

describe('where the product stands', () => {
  test.each([
    ['an array', [{ '@type': 'Organization' }, boots]],
    ['a graph', { '@graph': [{ '@type': 'BreadcrumbList' }, boots] }],
    ['the main entity of a page', { '@type': 'ItemPage', mainEntity: boots }],
    ['several types', { ...boots, '@type': ['Product', 'Thing'] }],
    ['a full type address', { ...boots, '@type': 'http://schema.org/Product' }],
  ])('%s', (_name, block) => {
    expect(read(block)?.product_id).toBe('B-12')
  })
})

describe('the price', () => {
  test.each([
    [
      'an aggregate offer counts from its lowest',
      { '@type': 'AggregateOffer', lowPrice: '1.299,00', highPrice: 2000 },
      1299,
    ],
    ['an aggregate with offers inside', { '@type': 'AggregateOffer', offers: [{ price: 10 }] }, 10],
    ['a price specification', { priceSpecification: { price: 5, priceCurrency: 'EUR' } }, 5],
    [
      'the offer of this page among several',
      [
        { price: 1, url: '/p/other' },
        { price: 2, url: '/p/boots' },
      ],
      2,
    ],
    ['the first priced offer', [{ availability: 'OutOfStock' }, { price: 3 }], 3],
    ['no price', {}, undefined],
  ])('%s', (_name, offers, expected) => {
    expect(read({ ...boots, offers })?.price).toBe(expected)
  })
})

test('a group of variants is named by its group, priced by its first variant', () => {
  const group = {
    '@type': 'ProductGroup',
    productGroupID: 'G-1',
    name: 'Boots',
    hasVariant: [{ '@type': 'Product', sku: 'B-12', offers: { price: 7, priceCurrency: 'PLN' } }],
  }
  expect(read(group)).toMatchObject({ product_id: 'G-1', price: 7, currency: 'PLN' })
})

test('of several products the one whose address is the page', () => {
  expect(
    read({ ...boots, sku: 'X', url: '/p/x' }, { ...boots, url: 'https://shop.it/p/boots/' })?.product_id,
  ).toBe('B-12')
})

test('a list of products is not a product page', () => {
  expect(read({ ...boots, sku: 'X' }, boots)).toBeNull()
  expect(read({ '@type': 'ItemList', itemListElement: [boots] })).toBeNull()
})

test('a broken block hides nothing', () => {
  expect(readProduct(['{"@type":', JSON.stringify(boots), 'null', '[[]]'], page)?.product_id).toBe('B-12')
})

test('without any id there is no product', () => {
  expect(read({ '@type': 'Product', name: 'Boots' })).toBeNull()
})
