import { expect, test } from 'vitest'
import { featureValues } from '../../../../shared/features/fold.ts'
import { traits } from '../../../../shared/features/traits.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { event, fold, prepared, SHOP, START, trusted } from './events.ts'

function stated(...events: StoredEvent[]) {
  const values = featureValues(fold(...events), { now: START, shop: SHOP })
  return [values.traits.value, values.claims.value]
}

const said = (at: number, fields: object) => trusted('identified', at, fields)
const claimed = (at: number, fields: object) => event('identified', at, fields)

test.each<[string, StoredEvent[], object, object]>([
  [
    'a claim never touches a trait',
    [said(0, { tier: 'gold' }), claimed(1, { tier: 'platinum' })],
    { tier: 'gold' },
    { tier: 'platinum' },
  ],
  [
    'the last word stands',
    [said(0, { tier: 'gold', city: 'Rome' }), said(1, { tier: 'silver' })],
    { tier: 'silver', city: 'Rome' },
    {},
  ],
  ['null takes away', [said(0, { tier: 'gold' }), said(1, { tier: null })], {}, {}],
  ['a blank overwrites nothing', [said(0, { tier: 'gold' }), said(1, { tier: '' })], { tier: 'gold' }, {}],
  ['a document is no fact', [said(0, { note: 'x'.repeat(2000), tags: ['a'] })], { tags: ['a'] }, {}],
  ['other events state nothing', [trusted('product_viewed', 0, { tier: 'gold' })], {}, {}],
  [
    'names of an object’s own are plain names',
    [said(0, { constructor: 'x', toString: 1 })],
    { constructor: 'x', toString: 1 },
    {},
  ],
])('%s', (_name, events, expected, claims) => expect(stated(...events)).toEqual([expected, claims]))

test('a hundred traits are kept, the first ones', () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`t${index}`, index]))
  const [kept] = stated(said(0, many), said(1, { t0: 'new', late: 1 }))
  expect(Object.keys(kept!)).toHaveLength(100)
  expect(kept).toMatchObject({ t0: 'new', t99: 99 })
})

test('combining lets the newer word stand', () => {
  const [older, newer] = prepared(said(0, { tier: 'gold', city: 'Rome' }), said(1, { tier: 'silver' }))
  const states = [newer!, older!].map((each) => traits.update(traits.initial, each))
  expect(traits.value(traits.combine(states), { now: 0, shop: SHOP }).value).toEqual({
    tier: 'silver',
    city: 'Rome',
  })
})
