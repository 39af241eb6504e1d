import { expect, test } from 'vitest'
import { shopIdentifiers } from '../../../../shared/identity/shop-identifiers.ts'
import { statedIdentifiers } from '../../../../shared/identity/stated-identifiers.ts'

const shop = shopIdentifiers({ country: 'IT', identifiers: { customer_id: { unique: true } } })

test('fields that are called after a type, the strongest first, as they were stated', () => {
  const fields = { phone: '333 1234567', email: ' Ada@Example.com', customer_id: 1001, name: 'Ada' }
  expect(statedIdentifiers(fields, shop)).toEqual([
    { type: 'customer_id', value: '1001' },
    { type: 'email', value: ' Ada@Example.com' },
    { type: 'phone', value: '333 1234567' },
  ])
})

test.each<[string, Record<string, unknown>]>([
  ['placeholders', { email: 'test@test.com', customer_id: '0000' }],
  ['what is no value of its type', { email: 'ada', phone: 'no' }],
  ['lists, objects, nothing', { email: ['ada@example.com'], customer_id: {}, phone: null }],
  ['ids that have a place of their own', { user_id: 'u1', anonymous_id: 'a1' }],
  ['what is inherited', Object.create({ email: 'ada@example.com' })],
])('%s are none', (_what, fields) => expect(statedIdentifiers(fields, shop)).toEqual([]))
