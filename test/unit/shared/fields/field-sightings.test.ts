import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldPath, fieldSteps, valuesAt } from '../../../../shared/fields/field-path.ts'
import { fieldSightings } from '../../../../shared/fields/field-sightings.ts'
import { inferredType, TYPE_BITS, typeBit, typesOf } from '../../../../shared/fields/infer-type.ts'
import { isHarmless, isPersonalName } from '../../../../shared/fields/personal.ts'

const seen = (call: Record<string, unknown>) =>
  Object.fromEntries(
    fieldSightings(call).sightings.map(({ path, types }) => [path, typesOf(types).join(' ')]),
  )

describe('a call', () => {
  test('each leaf is a field, entries of a list are one, and the call’s own keys are none', () => {
    expect(
      seen({
        type: 'track',
        messageId: 'm',
        userId: 'ada',
        event: 'x',
        extra: true,
        properties: {
          colour: 'red',
          sizes: [38, '39'],
          products: [
            { id: 'a', stock: { shop: 2 } },
            { id: 'b', tags: ['x'] },
          ],
          nothing: null,
          empty: {},
        },
        traits: { tier: 'gold' },
        context: { consent: { analytics: true }, ip: '1.2.3.4', page: { type: 'home' } },
      }),
    ).toEqual({
      extra: 'boolean',
      'properties.colour': 'text',
      'properties.sizes[]': 'number',
      'properties.products[].id': 'text',
      'properties.products[].stock.shop': 'number',
      'properties.products[].tags[]': 'text',
      'properties.nothing': 'nothing',
      'traits.tier': 'text',
      'context.page.type': 'text',
    })
  })

  test('keys that are data make one field of all', () => {
    expect(
      Object.keys(
        seen({ properties: { scores: { 'ada@example.com': 1, 'bob@example.com': 2, 'order 1234567': 3 } } }),
      ),
    ).toEqual(['properties.scores.*'])
  })

  test('a thousand keys and a hundred levels are cut, and the cut is counted', () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_value, n) => [`key_${n}`, n]))
    const { sightings, left } = fieldSightings({ properties: wide })
    expect({ fields: sightings.length, left }).toEqual({ fields: 200, left: 800 })
    let deep: object = { end: 1 }
    for (let level = 0; level < 100; level += 1) deep = { down: deep }
    expect(fieldSightings({ properties: deep })).toEqual({ sightings: [], left: 1 })
  })
})

test('a path leads back to its values, whatever the keys are', () => {
  const key = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
  fc.assert(
    fc.property(fc.array(fc.oneof(key, fc.constant('[]')), { minLength: 1, maxLength: 5 }), (steps) => {
      // A key that is itself written `[]` cannot begin a path.
      fc.pre(steps[0] !== '[]')
      expect(fieldSteps(fieldPath(steps))).toEqual(steps)
    }),
  )
})

test.each([
  [{ a: { b: 1 } }, 'a.b', [1]],
  [{ a: [{ b: 1 }, { b: 2 }, {}] }, 'a[].b', [1, 2]],
  [{ a: 1 }, 'a.b', []],
  [{ a: [1, 2] }, 'a', [[1, 2]]],
  [{ 'a.b': 1 }, 'a\\.b', [1]],
  [{}, 'constructor', []],
])('%j at %s is %j', (value, path, expected) => {
  expect(valuesAt(value, fieldSteps(path))).toEqual(expected)
})

test.each([
  ['red', 'text'],
  ['49,90', 'number'],
  ['00184', 'text'],
  [12, 'number'],
  [true, 'boolean'],
  ['2026-11-23', 'date'],
  ['23.11.2026', 'date'],
  ['https://example.com/a', 'link'],
  ['ada@example.com', 'email'],
  ['+39 333 1234567', 'phone'],
  [null, 'nothing'],
  ['', 'nothing'],
])('%j looks like %s', (value, type) => {
  expect(inferredType(typeBit(value))).toBe(type)
})

test('seen as several it is offered as text', () => {
  expect(inferredType(TYPE_BITS.number | TYPE_BITS.text)).toBe('text')
  expect(inferredType(TYPE_BITS.number | TYPE_BITS.nothing)).toBe('number')
})

test.each([
  ['properties.colour', 'dark red', true],
  ['properties.sizes[]', '38', true],
  ['properties.products[].season', 'AW26', true],
  ['properties.tier', 'Gold', true],
  ['traits.tier', 'Gold', false],
  ['traits.tier', 'gold', true],
  ['properties.seller', 'Anna Rossi', false],
  ['properties.seller', 'Anna-Maria', false],
  ['properties.note', 'red', false],
  ['traits.first_name', 'anna', false],
  ['traits.firstName', 'anna', false],
  ['traits.nome', 'anna', false],
  ['properties.colour', 'ada@example.com', false],
  ['properties.colour', '333 123 45 67', false],
  ['properties.colour', '12345', false],
  ['properties.colour', '550e8400-e29b-41d4-a716-446655440000', false],
  ['properties.colour', 'eyJhbGciOiJIUzI1NiJ9', false],
  ['properties.colour', 'sk_live_a1b2c3d4', false],
  ['properties.colour', '<b>red</b>', false],
  ['properties.colour', 'x'.repeat(41), false],
  ['properties.colour', '', false],
  ['properties.ip_address', '1.2', false],
])('%s = %j may be an example: %s', (path, text, expected) => {
  expect(isHarmless(path, text)).toBe(expected)
})

test.each([
  ['traits.email', true],
  ['properties.billing.street', true],
  ['properties.customerName', true],
  ['properties.telefono', true],
  ['properties.colour', false],
  ['properties.products[].season', false],
  ['traits.tier', false],
])('the name %s is personal: %s', (path, expected) => {
  expect(isPersonalName(path)).toBe(expected)
})
