import { describe, expect, test } from 'vitest'
import { isMinor, minorDigits, toMajor, toMinor } from '../../../../shared/lib/money.ts'

describe('toMinor', () => {
  test.each<[unknown, string | undefined, number]>([
    [49.9, 'EUR', 4990],
    [0, 'EUR', 0],
    [-0, 'EUR', 0],
    [1.005, 'EUR', 101],
    [0.1 + 0.2, 'EUR', 30],
    [19.99, undefined, 1999],
    [1299, 'JPY', 1299],
    [1299, 'jpy', 1299],
    [1.2345, 'KWD', 1235],
    ['49.90', 'EUR', 4990],
    ['19.990000', 'EUR', 1999],
    [' 49.90 ', 'EUR', 4990],
    ['12,50', 'EUR', 1250],
    ['1.299,00', 'EUR', 129900],
    ['1,299.00', 'USD', 129900],
    ['1.234.567,89', 'EUR', 123456789],
    ['1.234.567', 'EUR', 123456700],
    ['1,234,567', 'USD', 123456700],
    ['1,299', 'USD', 129900],
    ['0,125', 'KWD', 125],
    ['1.299', 'KWD', 1299],
    ['4.167', 'EUR', 417],
    ['1 299,00', 'PLN', 129900],
    ['1\u00a0299,00', 'PLN', 129900],
    ['1\u202f299,00', 'PLN', 129900],
    ["1'299.00", 'CHF', 129900],
    [1e10, 'EUR', 1e12],
  ])('%j in %s is %d', (value, currency, expected) => expect(toMinor(value, currency)).toBe(expected))

  test.each<[unknown]>([
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e10 + 1],
    ['-1'],
    [''],
    ['abc'],
    ['1e5'],
    ['0x10'],
    ['NaN'],
    ['12,50,00'],
    ['1.2.3'],
    ['1,29,900'],
    ['12 50'],
    ['49.90 EUR'],
    [null],
    [undefined],
    [true],
    [[5]],
    [{ amount: 5 }],
  ])('%j is no amount', (value) => expect(toMinor(value, 'EUR')).toBeUndefined())

  test('never gives minus zero, which JSON would not keep', () =>
    expect(Object.is(toMinor(-0, 'EUR'), 0)).toBe(true))
})

test.each<[string | undefined, number]>([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
  [undefined, 2],
  ['', 2],
])('%s has %d decimals', (currency, expected) => expect(minorDigits(currency)).toBe(expected))

test('toMajor undoes toMinor', () => {
  expect(toMajor(1299, 'EUR')).toBe(12.99)
  expect(toMajor(1299, 'JPY')).toBe(1299)
  expect(toMajor(1299, 'KWD')).toBe(1.299)
})

test.each<[unknown, boolean]>([
  [0, true],
  [1e12, true],
  [1e12 + 1, false],
  [0.5, false],
  [-1, false],
  ['1', false],
])('isMinor(%j) is %s', (value, expected) => expect(isMinor(value)).toBe(expected))
