import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyState, foldAll } from '../../../../shared/features/fold.ts'
import { productDeltas } from '../../../../shared/features/product-deltas.ts'
import type { ProductDelta } from '../../../../shared/measure/product-delta.ts'
import { compareEvents, type StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { consented, event, HOUR, prepared, START, trusted, viewed } from './events.ts'

/** Feeds events in the order given, folding canonically after each, as a profile does. */
function arriving(events: StoredEvent[]): ProductDelta[] {
  let before = emptyState('v')
  return prepared(...events).flatMap((event, index, all) => {
    const after = foldAll(all.slice(0, index + 1), 'v')
    const deltas = productDeltas(before, event, after)
    before = after
    return deltas
  })
}

function sums(deltas: ProductDelta[]) {
  const by: Record<string, { ordered: number; verified: number; revenue: number }> = {}
  for (const { product, ordered = 0, orderedVerified = 0, revenue = 0 } of deltas) {
    const sum = by[product] ?? { ordered: 0, verified: 0, revenue: 0 }
    by[product] = {
      ordered: sum.ordered + ordered,
      verified: sum.verified + orderedVerified,
      revenue: sum.revenue + revenue,
    }
  }
  return by
}

test('a view counts, together with the last five others of the session', () => {
  const deltas = arriving([...'ABCDEFG'].map((product, index) => viewed(product, index)))
  expect(deltas[0]).toEqual({ product: 'A', at: START, views: 1 })
  expect(deltas[2]).toEqual({ product: 'C', at: START + 2, views: 1, viewedWith: ['A', 'B'] })
  expect(deltas[6]!.viewedWith).toEqual(['B', 'C', 'D', 'E', 'F'])
})

test('a product is not viewed with itself, nor with what another session saw', () => {
  const deltas = arriving([viewed('A', 0), viewed('A', 1), viewed('B', 2 * HOUR)])
  expect(deltas.map(({ viewedWith }) => viewedWith)).toEqual([undefined, undefined, undefined])
})

test('a view that comes late is still together with its session, one of another session is not', () => {
  const deltas = arriving([
    viewed('A', 5 * HOUR),
    viewed('B', 5 * HOUR + 9),
    viewed('C', 5 * HOUR + 3),
    viewed('D', 0),
  ])
  expect(deltas[2]!.viewedWith).toEqual(['A', 'B'])
  expect(deltas[3]).not.toHaveProperty('viewedWith')
})

test('what goes into carts counts once an event', () => {
  expect(arriving([event('product_added', 0, { sku: 'A', quantity: 3 })])).toEqual([
    { product: 'A', at: START, carts: 1 },
  ])
})

const order = { order_id: 'o', currency: 'EUR', products: [{ sku: 'A', price: 10, quantity: 2 }] }

test('a confirmation adds what is verified and takes nothing away', () => {
  expect(arriving([event('order_completed', 0, order), trusted('order_completed', 1, order)])).toEqual([
    { product: 'A', at: START, ordered: 2 },
    { product: 'A', at: START + 1, orderedVerified: 2, revenue: 2000, currency: 'EUR' },
  ])
})

test('a refund carries its sign, a reloaded page nothing', () => {
  const refund = trusted('order_refunded', 2, { order_id: 'o', products: [{ sku: 'A' }] })
  expect(
    arriving([trusted('order_completed', 0, order), event('order_completed', 1, order), refund]),
  ).toEqual([
    { product: 'A', at: START, ordered: 2, orderedVerified: 2, revenue: 2000, currency: 'EUR' },
    { product: 'A', at: START + 2, ordered: -1, orderedVerified: -1, revenue: -1000, currency: 'EUR' },
  ])
})

test('an order that names no product says nothing of products', () => {
  expect(arriving([trusted('order_completed', 0, { order_id: 'o', total: 5 })])).toEqual([])
})

test('without consent for analytics nothing is counted', () => {
  expect(arriving([consented(0, {}), viewed('A', 1, {}, { consent: 0 })])).toEqual([])
})

test('in whatever order an order’s events come, their sums are the same', () => {
  const events = [
    event('order_completed', 0, { ...order, products: [{ sku: 'A', price: 99 }, { sku: 'Z' }] }),
    trusted('order_completed', 1, order),
    trusted('order_refunded', 2, { order_id: 'o', products: [{ sku: 'A' }] }),
    event('order_completed', 3, order),
  ]
  const expected = sums(arriving(events.toSorted(compareEvents)))
  expect(expected).toEqual({
    A: { ordered: 1, verified: 1, revenue: 1000 },
    Z: { ordered: 0, verified: 0, revenue: 0 },
  })
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (arrived) => {
      expect({ Z: { ordered: 0, verified: 0, revenue: 0 }, ...sums(arriving(arrived)) }).toEqual(expected)
    }),
  )
})
