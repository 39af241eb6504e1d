import { describe, expect, test } from 'vitest'
import { COMPARATORS, type FieldKind } from '../../../../../shared/identity/match/comparators.ts'

const EXACT = 0

test.each<[FieldKind, string, string, string]>([
  ['givenName', 'Dr. José', 'jose', 'agrees exactly'],
  ['givenName', 'katherine', 'katherin', 'agrees but for a slip'],
  ['givenName', 'fred', 'frederick', 'is similar'],
  ['surname', 'smith', 'jones', 'differs'],
  ['birthDate', '1964-01-13', '19640113', 'agrees exactly'],
  ['birthDate', '13/01/1964', '1964-01-13', 'agrees exactly'],
  ['birthDate', '1848-01-01', '1848-01-01', 'agrees on 1 January of the year'],
  ['birthDate', '1848-01-01', '1838-01-01', 'is another 1 January, one digit apart'],
  ['birthDate', '1964-03-12', '1964-12-03', 'agrees but for one digit'],
  ['birthDate', '1964-03-12', '1974-03-12', 'agrees but for one digit'],
  ['birthDate', '1964-03-12', '1964-09-12', 'agrees but for one digit'],
  ['birthDate', '1964-03-12', '1987-03-12', 'agrees in two of year, month and day'],
  ['birthDate', '1964-03-12', '1964-10-25', 'agrees in the year'],
  ['postcode', 'EX36 4QX', 'ex364qx', 'agrees exactly'],
  ['postcode', 'ex36 4qx', 'ex36 4qa', 'agrees but for one sign'],
  ['postcode', 'ex36 4qx', 'ex36 9zz', 'is in the same area'],
  ['phone', '+49 (0)171 2345678', '0171/2345678', 'agrees exactly'],
  ['phone', '01712345678', '01712345679', 'agrees but for one digit'],
  ['email', 'Ada@Post.example', 'ada@post.example', 'agrees exactly'],
  ['email', 'ada.byron@post.example', 'ada.byron@web.example', 'has the same name before the @'],
  ['email', 'ada.byron12@post.example', 'ada.byron87@post.example', 'is similar before the @'],
  ['email', 'ada.byron12@post.example', 'ad.byrno12@post.example', 'agrees but for a slip'],
  ['address', '5 Ellerston Street', '5 ellerstonst', 'agrees exactly'],
  ['place', 'buny ip', 'Bunyip', 'agrees exactly'],
  ['code', '1804974', '1804794', 'agrees but for one sign'],
  ['houseNumber', '5', '6', 'differs'],
  ['category', 'Male', 'female', 'differs'],
])('%s: %s and %s: %s', (kind, a, b, words) => {
  const { read, compare, levels } = COMPARATORS[kind]
  expect(levels[compare(read(a)!, read(b)!)]).toBe(words)
  expect(levels[compare(read(b)!, read(a)!)]).toBe(words)
})

describe.each(Object.entries(COMPARATORS))('%s', (_kind, { read, compare, levels }) => {
  test('says nothing of an empty text', () => expect(read('  ')).toBeUndefined())
  test('agrees with itself', () => {
    const value = read('1980-05-17') ?? '19800517'
    expect(compare(value, value)).toBe(EXACT)
    expect(levels.length).toBeGreaterThan(1)
  })
})

test('a date that is none is missing, not different', () => {
  expect(COMPARATORS.birthDate.read('unknown')).toBeUndefined()
})
