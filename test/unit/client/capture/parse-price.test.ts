import { expect, test } from 'vitest'
import { parsePrice } from '../../../../client/capture/parse-price.ts'

test.each([
  [49.9, 49.9],
  [0, 0],
  ['49.90', 49.9],
  ['49,90', 49.9],
  ['1.299,00', 1299],
  ['1,299.00', 1299],
  ['1.299', 1299],
  ['1,299', 1299],
  ['1.299.000', 1299000],
  ['1.299.000,50', 1299000.5],
  ['0.500', 0.5],
  ['€ 12,5', 12.5],
  ['12.50 EUR', 12.5],
  ['1 299,00 zł', 1299],
  ["1'299.00 CHF", 1299],
  ['-5,00', -5],
  ['12.', 12],
  ['', undefined],
  ['free', undefined],
  ['1-2', undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [null, undefined],
  [{}, undefined],
])('parsePrice(%j) is %j', (value, expected) => {
  expect(parsePrice(value)).toBe(expected)
})
