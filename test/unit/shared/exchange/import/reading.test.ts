import { describe, expect, test } from 'vitest'
import { readAbsolute, readAmount, readYesNo } from '../../../../../shared/exchange/import/read-amount.ts'
import { readDate, sniffDateOrder } from '../../../../../shared/exchange/import/read-date.ts'

const ROME = { timezone: 'Europe/Rome' }

describe('dates', () => {
  test.each([
    ['2026-03-01', '2026-02-28T23:00:00Z'],
    ['2026-03-01T10:20:30Z', '2026-03-01T10:20:30Z'],
    ['2026-03-01 10:20:30 +0100', '2026-03-01T09:20:30Z'],
    ['2026-07-01 10:20', '2026-07-01T08:20:00Z'],
    ['31/12/2026 14:05', '2026-12-31T13:05:00Z'],
    ['31.12.2026', '2026-12-30T23:00:00Z'],
    ['12/31/2026 2:05 PM', '2026-12-31T13:05:00Z'],
    ['1767225600', '2026-01-01T00:00:00Z'],
    ['1767225600000', '2026-01-01T00:00:00Z'],
  ])('%s is %s in Rome', (text, instant) => expect(readDate(text, 'at', ROME)).toBe(Date.parse(instant)))

  test('the file’s own order decides what could be two days', () => {
    expect(() => readDate('03/04/2026', 'at', ROME)).toThrow('3 April or 4 March')
    expect(readDate('03/04/2026', 'at', { timezone: 'UTC', order: 'dmy' })).toBe(Date.UTC(2026, 3, 3))
    expect(readDate('03/04/2026', 'at', { timezone: 'UTC', order: 'mdy' })).toBe(Date.UTC(2026, 2, 4))
    expect(sniffDateOrder(['03/04/2026', '2026-01-01', '13/04/2026'])).toBe('dmy')
    expect(sniffDateOrder(['03/04/2026', '04/13/2026'])).toBe('mdy')
    expect(sniffDateOrder(['03/04/2026', '31.12.2026'])).toBeUndefined()
  })

  test.each(['2026-02-30', '2026-13-01', '31/02/2026', '2026-01-01 25:00', 'yesterday', '32.01.2026', ''])(
    '%j is refused',
    (text) => expect(() => readDate(text, 'at', ROME)).toThrow(),
  )
})

describe('amounts', () => {
  test.each([
    ['49.90', 4990, 'EUR'],
    ['49,90', 4990, 'EUR'],
    ['€ 1.299,00', 129900, 'EUR'],
    ['1 299,00 zł', 129900, 'PLN'],
    ['1\u00A0299,00 zł', 129900, 'PLN'],
    ['PLN 12.50', 1250, 'PLN'],
    ['1200 JPY', 1200, 'JPY'],
  ])('%s', (text, amount, currency) =>
    expect(readAmount(text, 'total', { currency: 'EUR' })).toEqual({ amount, currency }),
  )

  test('a stated decimal mark decides what could be two amounts', () => {
    expect(readAmount('1.299', 'total', { currency: 'EUR' }).amount).toBe(130)
    expect(readAmount('1.299', 'total', { currency: 'EUR', decimal: ',' }).amount).toBe(129900)
    expect(readAmount('1,299', 'total', { currency: 'EUR', decimal: '.' }).amount).toBe(129900)
  })

  test('a refund’s sign does not matter, an order’s does', () => {
    expect(readAbsolute('-12,50', 'refunded', { currency: 'EUR' }).amount).toBe(1250)
    expect(() => readAmount('-12,50', 'total', { currency: 'EUR' })).toThrow('not an amount')
    expect(() => readAmount('twelve', 'total', { currency: 'EUR' })).toThrow('not an amount')
  })

  test.each([
    ['Sì', true],
    ['TAK', true],
    ['1', true],
    ['no', false],
    ['Nie', false],
    ['perhaps', undefined],
  ])('%s says %s', (text, answer) => expect(readYesNo(text)).toBe(answer))
})
