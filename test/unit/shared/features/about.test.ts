import { expect, test } from 'vitest'
import { FACT_NAMES, knownFacts, type Of } from '../../../../shared/features/about.ts'
import { featureValues } from '../../../../shared/features/fold.ts'
import { DAY, event, fold, MINUTE, SHOP, START, trusted, viewed } from './events.ts'

const NOW = START + 20 * DAY
const seen = 15 * DAY
const events = [
  trusted('identified', 0, { loyalty_tier: 'gold', order_count: 99 }),
  event('identified', 0, { birthday: '1990-01-01' }),
  trusted('order_completed', 0, {
    order_id: 'o1',
    currency: 'EUR',
    coupon: 'X',
    products: [{ sku: 'A', price: 20.5 }],
  }),
  event('order_completed', 5 * DAY, { order_id: 'o2', currency: 'EUR', products: [{ sku: 'A', price: 99 }] }),
  event('page_viewed', seen, { url: 'https://a.example/?utm_source=news' }),
  viewed('B', seen, { category: 'Shoes > Boots', brand: 'Nord' }),
  event('product_added', seen + MINUTE, { sku: 'B', price: 49.9, currency: 'EUR', quantity: 2 }),
]

function about(name: string, of?: Of, now = NOW) {
  return knownFacts(featureValues(fold(...events), { now, shop: SHOP }), now)(name, of)
}

test.each<[string, Of | undefined, unknown]>([
  ['order_count', undefined, 2],
  ['verified_order_count', undefined, 1],
  ['total_spent', undefined, 20.5],
  ['days_since_order', undefined, 15],
  ['last_order', undefined, START + 5 * DAY],
  ['discounted_share', undefined, 0.5],
  ['cart_value', undefined, 99.8],
  ['cart_items', undefined, 2],
  ['session_count', undefined, 2],
  ['first_seen', undefined, START + 5 * DAY],
  ['last_seen', undefined, START + seen + MINUTE],
  ['days_since_seen', undefined, 4],
  ['last_category', undefined, 'shoes/boots'],
  ['favourite_category', undefined, 'shoes/boots'],
  ['favourite_brand', undefined, 'Nord'],
  ['last_viewed', undefined, 'B'],
  ['affinity', { category: 'shoes' }, 1],
  ['affinity', { category: 'Shoes > Boots', brand: 'Nord' }, 1],
  ['affinity', { category: 'bags' }, 0],
  ['affinity', { brand: 'constructor' }, 0],
  ['affinity', undefined, undefined],
  ['loyalty_tier', undefined, 'gold'],
  ['birthday', undefined, undefined],
  ['constructor', undefined, undefined],
  ['toString', undefined, undefined],
])('about %s of %j', (name, of, expected) => expect(about(name, of)).toEqual(expected))

test.each<[string, unknown, unknown]>([
  ['pages_in_session', 1, 0],
  ['views_in_session', 1, 0],
  ['utm_source', 'news', undefined],
])('%s is of the present session only', (name, during, later) => {
  expect(about(name, undefined, START + seen + 2 * MINUTE)).toBe(during)
  expect(about(name)).toBe(later)
})

test('of a stranger counts are zero and the rest is unknown', () => {
  const facts = knownFacts(featureValues(fold(), { now: NOW, shop: SHOP }), NOW)
  expect(
    Object.fromEntries(
      FACT_NAMES.map((name) => [name, facts(name)]).filter(([, value]) => value !== undefined),
    ),
  ).toEqual({
    cart_value: 0,
    cart_items: 0,
    order_count: 0,
    verified_order_count: 0,
    total_spent: 0,
    session_count: 0,
    pages_in_session: 0,
    views_in_session: 0,
  })
})
