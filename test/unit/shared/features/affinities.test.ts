import { describe, expect, test } from 'vitest'
import { affinities } from '../../../../shared/features/affinities.ts'
import { featureValues } from '../../../../shared/features/fold.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { DAY, event, fold, prepared, SHOP, START, trusted, viewed } from './events.ts'

function affinitiesOf(...events: StoredEvent[]) {
  return featureValues(fold(...events), { now: START + 90 * DAY, shop: SHOP }).affinities
}

const boots = { category: 'shoes/boots', brand: 'Nord' }
const bags = { category: 'bags', brand: 'Sud' }
const bought = (at: number, id: string, of: object) =>
  trusted('order_completed', at, { order_id: id, products: [{ product_id: id, ...of }] })
const refunded = (at: number, id: string) => trusted('order_refunded', at, { order_id: id })

describe('shares of interest', () => {
  test.each<[string, StoredEvent[], Record<string, number>]>([
    ['nothing known', [], {}],
    ['one view', [viewed('A', 0, boots)], { shoes: 1, 'shoes/boots': 1 }],
    [
      'siblings share their parent',
      [viewed('A', 0, boots), viewed('B', 0, { category: 'shoes/sandals' })],
      { shoes: 1, 'shoes/boots': 0.5, 'shoes/sandals': 0.5 },
    ],
    [
      'a product added weighs three views',
      [viewed('A', 0, boots), event('product_added', 0, { sku: 'B', ...bags })],
      { shoes: 0.25, 'shoes/boots': 0.25, bags: 0.75 },
    ],
    [
      'a piece ordered weighs five',
      [viewed('A', 0, boots), bought(0, 'B', bags)],
      { shoes: 1 / 6, 'shoes/boots': 1 / 6, bags: 5 / 6 },
    ],
    [
      'half is forgotten in 30 days',
      [viewed('A', 0, boots), viewed('B', 30 * DAY, bags)],
      { shoes: 1 / 3, 'shoes/boots': 1 / 3, bags: 2 / 3 },
    ],
    [
      'a refund takes back what its order taught, decayed alike',
      [viewed('A', 0, boots), bought(DAY, 'B', bags), viewed('A', 20 * DAY, boots), refunded(50 * DAY, 'B')],
      { shoes: 1, 'shoes/boots': 1 },
    ],
    [
      'one of two pieces given back',
      [
        trusted('order_completed', 0, { order_id: 'o', products: [{ sku: 'B', quantity: 2, ...bags }] }),
        viewed('A', 0, boots),
        trusted('order_refunded', 10 * DAY, { order_id: 'o', products: [{ sku: 'B' }] }),
      ],
      { shoes: 1 / 6, 'shoes/boots': 1 / 6, bags: 5 / 6 },
    ],
  ])('%s', (_name, events, expected) => {
    const { categories } = affinitiesOf(...events).value
    expect(Object.keys(categories).sort()).toEqual(Object.keys(expected).sort())
    for (const [path, share] of Object.entries(expected)) expect(categories[path]).toBeCloseTo(share, 10)
  })

  test('a confirmation teaches nothing twice', () => {
    const stated = event('order_completed', 0, { order_id: 'B', products: [{ product_id: 'B', ...bags }] })
    expect(affinitiesOf(viewed('A', 0, boots), stated, bought(5 * DAY, 'B', bags)).value.brands).toEqual(
      expect.objectContaining({ Sud: expect.closeTo(5 / 6, 10) }),
    )
  })
})

test('brands and the last category', () => {
  expect(affinitiesOf(viewed('A', 0, boots), viewed('B', 1, bags), viewed('C', 2)).value).toMatchObject({
    brands: { Nord: expect.closeTo(0.5, 5), Sud: expect.closeTo(0.5, 5) },
    lastCategory: 'bags',
  })
})

test('keeps the fifty strongest', () => {
  const many = Array.from({ length: 80 }, (_, index) => viewed('A', index, { category: `c${index}` }))
  const { categories } = affinitiesOf(viewed('A', 0, bags), viewed('A', 0, bags), ...many).value
  expect(Object.keys(categories)).toHaveLength(50)
  expect(categories).toHaveProperty('bags')
  expect(categories.bags).toBeCloseTo(2 / 82, 3)
})

test('combining what two sources taught is the same as having seen it all', () => {
  const events = prepared(viewed('A', 0, boots), viewed('B', 3 * DAY, bags), viewed('C', 9 * DAY, boots))
  const run = (which: number[]) =>
    which.reduce((state, at) => affinities.update(state, events[at]!), affinities.initial)
  const combined = affinities.value(affinities.combine([run([1]), run([0, 2])]), { now: 0, shop: SHOP })
  const whole = affinities.value(run([0, 1, 2]), { now: 0, shop: SHOP })
  expect(combined.value.categories['shoes/boots']).toBeCloseTo(whole.value.categories['shoes/boots']!, 10)
  expect(combined.value.brands.Sud).toBeCloseTo(whole.value.brands.Sud!, 10)
  expect(combined.value.lastCategory).toBe('shoes/boots')
  expect(combined.asOf).toBe(whole.asOf)
})
