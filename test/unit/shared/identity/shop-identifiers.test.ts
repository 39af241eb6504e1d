import { expect, test } from 'vitest'
import { refuseJoin } from '../../../../shared/identity/identifier-rules.ts'
import { loner } from '../../../../shared/identity/person.ts'
import { byPriority, shopIdentifiers } from '../../../../shared/identity/shop-identifiers.ts'

const person = (member: string, ...identifiers: [type: string, hash: string][]) => ({
  ...loner(member),
  identifiers: identifiers.map(([type, hash]) => ({ type, hash, home: member })),
})

test('without a setup: a unique user id, shared e-mail, phone and device', () => {
  expect(shopIdentifiers().types).toEqual({
    user_id: { kind: 'text', priority: 1, block: [], isUnique: true },
    email: { kind: 'email', priority: 100, block: [], limit: 5 },
    phone: { kind: 'phone', priority: 101, block: [], limit: 5 },
    device: { kind: 'text', priority: 102, block: [], limit: 10 },
  })
})

test('a shop adds types, and changes those there are', () => {
  const { types } = shopIdentifiers({
    identifiers: {
      customer_id: { unique: true, block: ['0*'] },
      mobile: { as: 'phone' },
      email: { limit: 2, priority: 3 },
    },
  })
  expect(types.customer_id).toEqual({ kind: 'text', priority: 50, block: ['0*'], isUnique: true })
  expect(types.mobile).toEqual({ kind: 'phone', priority: 103, block: [], limit: 5 })
  expect(types.email).toMatchObject({ limit: 2, priority: 3, kind: 'email' })
})

test('the strongest type comes first', () => {
  const shop = shopIdentifiers({
    identifiers: {
      phone: { priority: 2 },
      customer_id: { unique: true },
      card: {},
      barcode: { priority: 2 },
    },
  })
  expect(byPriority(shop)).toEqual(['user_id', 'barcode', 'phone', 'customer_id', 'email', 'device', 'card'])
})

test.each([
  [
    'two customer numbers',
    'customer_id',
    { unique: true },
    { reason: 'different-unique-ids', type: 'customer_id' },
  ],
  [
    'more addresses than the shop allows',
    'email',
    { limit: 1 },
    { reason: 'limit', type: 'email', limit: 1 },
  ],
  ['as many as it allows', 'email', { limit: 2 }, null],
])('the setup decides who may be joined: %s', (_what, type, settings, refusal) => {
  const { types } = shopIdentifiers({ identifiers: { [type]: settings } })
  expect(refuseJoin(person('p_1', [type, 'a']), person('p_2', [type, 'b']), types)).toEqual(refusal)
})

test('a type called after something of JavaScript is only a type', () => {
  expect(shopIdentifiers().types.constructor).toBeUndefined()
})
