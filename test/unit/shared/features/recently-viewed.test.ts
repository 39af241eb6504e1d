import { expect, test } from 'vitest'
import { featureValues } from '../../../../shared/features/fold.ts'
import { recentlyViewed } from '../../../../shared/features/recently-viewed.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { event, fold, prepared, SHOP, START, viewed } from './events.ts'

function viewsOf(...events: StoredEvent[]) {
  return featureValues(fold(...events), { now: START, shop: SHOP }).recently_viewed.value
}

test('lists products newest first, each once, with how often', () => {
  expect(
    viewsOf(viewed('A', 1), viewed('B', 2), viewed('A', 3), event('product_added', 4, { sku: 'C' })),
  ).toEqual([
    { productId: 'A', lastAt: START + 3, times: 2 },
    { productId: 'B', lastAt: START + 2, times: 1 },
  ])
})

test('keeps the last thirty', () => {
  const views = viewsOf(...Array.from({ length: 40 }, (_, index) => viewed(`P${index}`, index)))
  expect(views).toHaveLength(30)
  expect(views[0]!.productId).toBe('P39')
})

test('a product looked at again stays among thirty', () => {
  const thirty = Array.from({ length: 30 }, (_, index) => viewed(`P${index}`, index))
  expect(viewsOf(...thirty, viewed('P0', 99))).toHaveLength(30)
})

test('combining adds counts and keeps the newest moment', () => {
  const [a, b, again] = prepared(viewed('A', 1), viewed('B', 2), viewed('A', 3))
  const one = recentlyViewed.update(recentlyViewed.initial, a!)
  const two = recentlyViewed.update(recentlyViewed.update(recentlyViewed.initial, b!), again!)
  expect(recentlyViewed.combine([two, one])).toEqual([
    ['B', START + 2, 1],
    ['A', START + 3, 2],
  ])
})
