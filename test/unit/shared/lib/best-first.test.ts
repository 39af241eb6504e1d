import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestFirst } from '../../../../shared/lib/best-first.ts'

interface Item {
  strength: number
  id: number
}

const ranking = { strengthOf: ({ strength }: Item) => strength, isBefore: (a: Item, b: Item) => a.id < b.id }

test('sorted lists come out as one, by weight times strength', () => {
  const item = fc.record({ strength: fc.integer({ min: 0, max: 9 }), id: fc.nat() })
  const list = fc.record({
    weight: fc.integer({ min: 1, max: 3 }),
    items: fc.array(item).map((items) => items.toSorted((a, b) => b.strength - a.strength || a.id - b.id)),
  })
  fc.assert(
    fc.property(fc.array(list), (lists) => {
      const all = lists.flatMap(({ weight, items }) =>
        items.map((item) => ({ score: weight * item.strength, item })),
      )
      const merged = [...bestFirst(lists, ranking)]
      expect(merged.map(({ score, item: { id } }) => ({ score, id }))).toEqual(
        all
          .map(({ score, item: { id } }) => ({ score, id }))
          .toSorted((a, b) => b.score - a.score || a.id - b.id),
      )
    }),
  )
})

test('reads no further than it is asked to', () => {
  const asked: number[] = []
  const strengthOf = (item: Item) => {
    asked.push(item.strength)
    return item.strength
  }
  const odd = [9, 7, 5].map((strength) => ({ strength, id: strength }))
  const even = [8, 6, 4].map((strength) => ({ strength, id: strength }))
  const lists = [odd, even].map((items) => ({ items, weight: 1 }))
  const merged = bestFirst(lists, { ...ranking, strengthOf })
  expect([merged.next().value?.score, merged.next().value?.score]).toEqual([9, 8])
  expect(asked).toEqual([9, 8, 7])
})
