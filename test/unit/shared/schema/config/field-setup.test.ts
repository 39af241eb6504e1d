import { expect, test } from 'vitest'
import { checkSetup } from '../../../../../shared/schema/config/check.ts'

const codesOf = (fields: object) =>
  checkSetup(JSON.stringify({ fields })).problems.map(({ code, pointer }) => `${code} ${pointer}`)

test.each([
  ['a bare name', { tier: { type: 'text' } }],
  ['a path with a list', { 'properties.products[].colour': { type: 'text', meaning: 'colour' } }],
  ['a key with spaces and accents', { 'properties.taglia à mano': { type: 'number', meaning: 'size' } }],
  ['a key with a dot', { 'properties.a\\.b': { type: 'text', meaning: 'ab' } }],
  [
    'everything said',
    { tel: { type: 'phone', personal: true, purpose: 'marketing', keep: ['desk:Anna', 'server'] } },
  ],
  ['two fields of one meaning', { tel: { type: 'phone' }, telefono: { type: 'phone', meaning: 'tel' } }],
])('%s is fine', (_name, fields) => {
  expect(codesOf(fields)).toEqual([])
})

test.each([
  ['a type there is not', { tier: { type: 'colour' } }, 'C103 /fields/tier/type'],
  ['no type', { tier: {} }, 'C107 /fields/tier/type'],
  ['a key there is not', { tier: { type: 'text', format: 'x' } }, 'C102 /fields/tier/format'],
  ['a path that breaks off', { 'properties.': { type: 'text' } }, 'C109 /fields/properties.'],
  ['an empty name', { '': { type: 'text' } }, 'C109 /fields/'],
  ['a source there is not', { tier: { type: 'text', keep: ['moon'] } }, 'C103 /fields/tier/keep/0'],
  ['a policy there is not', { tier: { type: 'text', keep: 'oldest' } }, 'C103 /fields/tier/keep'],
  ['the name of something computed', { order_count: { type: 'number' } }, 'C120 /fields/order_count'],
  ['such a meaning', { n: { type: 'number', meaning: 'cart_value' } }, 'C120 /fields/n/meaning'],
  [
    'one meaning, two types',
    { tel: { type: 'phone' }, telefono: { type: 'text', meaning: 'tel' } },
    'C121 /fields/telefono',
  ],
])('%s is refused', (_name, fields, problem) => {
  expect(codesOf(fields)).toEqual([problem])
})
