import { expect, test } from 'vitest'
import { contentFields, formatMoney, itemFields } from '../../../../client/blocks/block-fields.ts'
import { safeUrl } from '../../../../client/blocks/safe-url.ts'
import type { BlockItem } from '../../../../shared/schema/decide.ts'

const item: BlockItem = {
  id: 'B-7',
  title: 'Boots',
  url: '/p/7',
  image: '/7.svg',
  price: { amount: 8990, currency: 'EUR' },
  listPrice: { amount: 12000, currency: 'EUR' },
  because: 'trending',
  proof: { rating: 4.63, reviews: 1031 },
}
const plain = (value: string | undefined) => value?.replace(/\s/g, ' ')

test.each([
  [8990, 'EUR', 'it', '89,90 €'],
  [8990, 'EUR', 'en', '€89.90'],
  [129900, 'PLN', 'pl', '1299,00 zł'],
  [500, 'JPY', 'en', '¥500'],
  [8990, 'nonsense', 'it', '89.90 nonsense'],
  [8990, 'EUR', '', '89.90 EUR'],
])('%i %s in %j is %s', (amount, currency, locale, expected) => {
  expect(plain(formatMoney({ amount, currency }, locale))).toBe(expected)
})

test('a product’s fields', () => {
  const fields = itemFields(item, 'it')
  expect(plain(fields.get('price'))).toBe('89,90 €')
  expect(plain(fields.get('listPrice'))).toBe('120,00 €')
  expect(fields.get('rating')).toBe('4,6')
  expect(fields.get('because')).toBe('trending')
})

test('what is absent is no field', () => {
  const { proof: _, ...unproven } = item
  const fields = itemFields({ ...unproven, listPrice: null }, 'it')
  expect([...fields.keys()]).toEqual(['id', 'title', 'url', 'image', 'price', 'because'])
})

test('content answers to url as to link', () => {
  expect(contentFields({ title: 'x', link: '/sale' }).get('url')).toBe('/sale')
})

test.each([
  ['/p/1', true],
  ['p/1', true],
  ['https://x.it/a', true],
  ['http://x.it', true],
  ['//cdn.it/a.jpg', true],
  ['?a=1', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  [' javascript:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['vbscript:x', false],
  ['blob:https://x.it/1', false],
  ['http://[', false],
])('safeUrl %j: %s', (url, isSafe) => {
  expect(safeUrl(url)).toBe(isSafe ? url : null)
})
