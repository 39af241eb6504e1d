import { expect, test } from 'vitest'
import { linkedTaste } from '../../../../shared/recommend/linked-taste.ts'
import { NO_TASTE, type Taste } from '../../../../shared/recommend/strategy.ts'

const own: Taste = {
  categories: { shoes: 0.8, bags: 0.2 },
  brands: { Alba: 1 },
  recentlyViewed: ['my-shoe'],
  inCart: ['my-bag'],
  boughtAt: { 'my-hat': 1 },
}

test('a linked device adds what it is drawn to, at half weight', () => {
  const taste = linkedTaste(own, [{ categories: { garden: 0.6 }, brands: {} }])
  expect(taste.categories.shoes).toBeCloseTo(0.8 / 1.5)
  expect(taste.categories.garden).toBeCloseTo((0.5 * 0.6) / 1.5)
  expect(taste.brands).toEqual({ Alba: 1 })
})

test('nothing that somebody did on it comes along, even if it is handed in', () => {
  const partner: Taste = {
    categories: { gifts: 1 },
    brands: {},
    recentlyViewed: ['their-secret'],
    inCart: ['their-secret'],
    boughtAt: { 'their-secret': 2 },
  }
  const taste = linkedTaste(own, [partner])
  expect(JSON.stringify(taste)).not.toContain('their-secret')
  expect(taste).toMatchObject({ recentlyViewed: ['my-shoe'], inCart: ['my-bag'], boughtAt: { 'my-hat': 1 } })
})

test('a new phone begins with the taste of the computer', () => {
  expect(linkedTaste(NO_TASTE, [own]).categories.shoes).toBeGreaterThan(0)
})

test('without a link nothing changes', () => expect(linkedTaste(own, [])).toBe(own))
