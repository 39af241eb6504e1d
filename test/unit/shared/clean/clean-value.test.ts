import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanMoney } from '../../../../shared/clean/clean-money.ts'
import { type CleanValue, cleanValue, type ValueRule } from '../../../../shared/clean/clean-value.ts'
import { ALPHA_2 } from '../../../../shared/clean/country-codes.ts'
import { FIELD_TYPES } from '../../../../shared/schema/field-type.ts'

const ITALY = { currency: 'EUR', country: 'IT', languages: ['it', 'pl'] }
const AMERICA = { currency: 'USD', country: 'US', languages: ['en'] }

const table = (rule: ValueRule, rows: [unknown, CleanValue | undefined][], context = ITALY) =>
  test.each(rows)('%j → %j', (value, expected) => {
    expect(cleanValue(value, rule, context)).toEqual(expected)
  })

describe('text', () => {
  table({ type: 'text' }, [
    ['  Rosso \t scuro ', 'Rosso scuro'],
    ['Cafe\u0301', 'Café'],
    ['\uFEFFgold\u200B', 'gold'],
    ['a\u00A0b\r\nc', 'a b c'],
    ['   ', undefined],
    [42, '42'],
    [true, 'true'],
    [null, undefined],
    [{ a: 1 }, undefined],
    [['a'], undefined],
  ])
  describe('in a case', () => {
    table({ type: 'text', case: 'lower' }, [['GOLD', 'gold']])
    table({ type: 'text', case: 'upper' }, [['gold', 'GOLD']])
    table({ type: 'text', case: 'name' }, [
      ['ANNA-MARIA DE LUCA', 'Anna-Maria De Luca'],
      ["d'angelo", "D'Angelo"],
      ['Ronald McDonald', 'Ronald McDonald'],
      ['żółć', 'Żółć'],
    ])
  })
})

describe('number', () => {
  table({ type: 'number' }, [
    [12.5, 12.5],
    ['12,5', 12.5],
    ['-12,5', -12.5],
    ['−3', -3],
    ['+4', 4],
    ['1.299,00', 1299],
    ['1,299.00', 1299],
    ['1 299,5', 1299.5],
    ['12 %', 12],
    ['1e3', 1000],
    ['0.1234567', 0.1234567],
    ['1e400', undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['twelve', undefined],
    ['', undefined],
    [true, undefined],
  ])
})

describe('money', () => {
  table({ type: 'money' }, [
    [49.9, 49.9],
    ['49,90 €', 49.9],
    ['€49.90', 49.9],
    ['EUR 1.299,00', 1299],
    [{ amount: '12.5', currency: 'EUR' }, 12.5],
    [{ amount: '12.5', currencyCode: 'eur' }, 12.5],
    ['49 zł', undefined],
    ['free', undefined],
    ['€ 5 EUR', undefined],
    [-3, undefined],
  ])
  test('says the currency where it is another', () => {
    expect(cleanMoney('199,99 zł', 'EUR')).toEqual({ amount: 199.99, currency: 'PLN' })
    expect(cleanMoney('$5', 'EUR')).toBeUndefined()
    expect(cleanMoney('$5', 'USD')).toEqual({ amount: 5, currency: 'USD' })
    expect(cleanMoney('¥1000', 'EUR')).toEqual({ amount: 1000, currency: 'JPY' })
  })
})

describe('boolean', () => {
  table({ type: 'boolean' }, [
    ['Sì', true],
    ['tak', true],
    [1, true],
    [true, true],
    ['NIE', false],
    ['0', false],
    [false, false],
    ['maybe', undefined],
    [2, undefined],
  ])
})

describe('date', () => {
  table({ type: 'date' }, [
    ['2026-11-23', '2026-11-23'],
    ['23/11/2026', '2026-11-23'],
    ['03/04/2026', '2026-04-03'],
    ['11/23/2026', '2026-11-23'],
    ['3.4.2026', '2026-04-03'],
    ['20261123', '2026-11-23'],
    ['2026/1/5', '2026-01-05'],
    ['2026-11-23T10:00:00+01:00', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23 10:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00+0100', '2026-11-23T09:00:00.000Z'],
    [1_795_000_000, '2026-11-18T11:06:40.000Z'],
    [1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
    ['30/02/2026', undefined],
    ['2026-02-30T10:00:00Z', undefined],
    ['2026-11-23T25:00:00Z', undefined],
    ['soon', undefined],
    [7, undefined],
  ])
  describe('in America', () => table({ type: 'date' }, [['03/04/2026', '2026-03-04']], AMERICA))
})

describe('country', () => {
  table({ type: 'country' }, [
    ['it', 'IT'],
    ['ITA', 'IT'],
    [' Italia ', 'IT'],
    ['Włochy', 'IT'],
    ['Wlochy', undefined],
    ['Germany', 'DE'],
    ['Holland', 'NL'],
    ['UK', 'GB'],
    ['côte d’ivoire', 'CI'],
    ['Atlantis', undefined],
    ['XX', undefined],
  ])
  test('every three-letter code leads to a country that has a name', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    expect(ALPHA_2.size).toBe(249)
    expect(new Set(ALPHA_2.values()).size).toBe(249)
    expect([...ALPHA_2.values()].filter((code) => !names.of(code))).toEqual([])
  })
})

describe('currency', () => {
  table({ type: 'currency' }, [
    ['eur', 'EUR'],
    ['€', 'EUR'],
    ['zł', 'PLN'],
    ['$', undefined],
    ['XYZ', undefined],
  ])
  describe('in America', () => table({ type: 'currency' }, [['$', 'USD']], AMERICA))
})

describe('email', () => {
  table({ type: 'email' }, [
    [' Ada@Example.COM ', 'ada@example.com'],
    ['Ada L. <ada@example.com>', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['ada@', undefined],
    ['no address', undefined],
  ])
})

describe('phone', () => {
  table({ type: 'phone' }, [
    ['333 123 4567', '+393331234567'],
    ['+48 601 234 567', '+48601234567'],
    ['0039 333 1234567', '+393331234567'],
    ['call me', undefined],
  ])
  test('without a country only what names its own', () => {
    const nowhere = { currency: 'EUR' }
    expect(cleanValue('333 123 4567', { type: 'phone' }, nowhere)).toBeUndefined()
    expect(cleanValue('+39 333 123 4567', { type: 'phone' }, nowhere)).toBe('+393331234567')
  })
})

describe('list', () => {
  table({ type: 'list', case: 'lower' }, [
    [
      ['Yoga', ' yoga ', 'Trail'],
      ['yoga', 'trail'],
    ],
    ['Yoga; Trail|yoga', ['yoga', 'trail']],
    [[], undefined],
    [[{}], undefined],
  ])
})

test('what is clean stays as it is, and nothing throws', () => {
  const rules = fc.record({
    type: fc.constantFrom(...FIELD_TYPES),
    case: fc.constantFrom(undefined, 'lower' as const, 'upper' as const, 'name' as const),
  })
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.double(), fc.integer()), rules, (value, rule) => {
      const once = cleanValue(value, rule, ITALY)
      if (once === undefined) return
      expect(cleanValue(once, rule, ITALY)).toEqual(once)
    }),
  )
})
