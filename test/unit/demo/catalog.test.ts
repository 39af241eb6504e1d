import { describe, expect, test } from 'vitest'
import { bestSellers, catalog, catalogFeed, productsIn } from '../../../demo/catalog/catalog.ts'
import { categories } from '../../../demo/catalog/categories.ts'
import { makeCatalog } from '../../../demo/catalog/make-catalog.ts'
import { searchProducts } from '../../../demo/catalog/search-products.ts'
import { productPicture } from '../../../demo/pictures/product-picture.ts'
import { readProducts } from '../../../shared/schema/catalog-upload.ts'

test('about 300 products with ids of their own, the same from the same seed', () => {
  expect(catalog.length).toBeGreaterThan(280)
  expect(catalog.length).toBeLessThan(330)
  expect(new Set(catalog.map(({ id }) => id)).size).toBe(catalog.length)
  expect(makeCatalog()).toEqual(catalog)
})

test('Vicino takes the whole feed', () => {
  const { accepted, invalid } = readProducts(JSON.parse(JSON.stringify(catalogFeed())))
  expect(invalid).toEqual([])
  expect(accepted).toHaveLength(catalog.length)
})

test('stock is the sum of the sizes, and a reduced price is lower', () => {
  for (const { sizes, stock, price, listPrice } of catalog) {
    expect(stock).toBe(Object.values(sizes).reduce((sum, pieces) => sum + pieces, 0))
    if (listPrice) expect(price.amount).toBeLessThan(listPrice.amount)
  }
})

test('every shelf has products in stock', () => {
  for (const { path } of categories) expect(bestSellers(1, { category: path })).toHaveLength(1)
})

test('no two reviews of a product are by the same person', () => {
  for (const { reviewTexts } of catalog) {
    expect(new Set(reviewTexts.map(({ author }) => author)).size).toBe(reviewTexts.length)
  }
})

test('sorting by price rises', () => {
  const prices = productsIn('shoes', 'price-up').map(({ price }) => price.amount)
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
})

describe('a picture', () => {
  test.each(catalog.map(({ id, colours }) => [id, colours] as const))(
    'of %s in each colour',
    (id, colours) => {
      for (const colour of colours) {
        const picture = productPicture(id, colour)!
        expect(picture).toMatch(/^<svg [\s\S]*<\/svg>$/)
        expect(picture).not.toMatch(/NaN|undefined|<script|on\w+=/)
      }
    },
  )

  test('of nothing the shop has is none', () => {
    expect(productPicture('HB-999')).toBeNull()
    expect(productPicture('HB-101', 'plaid')).toBeNull()
  })
})

test.each([
  ['giacca', 'clothing/jackets'],
  ['kurtki', 'clothing/jackets'],
  ['sztyblety', 'shoes/boots'],
  ['chelsea boots', 'shoes/boots'],
])('searching for %s finds %s first', (query, category) => {
  expect(searchProducts(query)[0]?.category).toBe(category)
})

test.each(['', '   ', 'xyzzy', '<script>', '('])('searching for %j finds nothing', (query) => {
  expect(searchProducts(query)).toEqual([])
})
