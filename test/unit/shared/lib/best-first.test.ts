import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestFirst } from '../../../../shared/lib/best-first.ts'

const byScore = (a: { score: number; item: number }, b: { score: number; item: number }) =>
  b.score - a.score || a.item - b.item

test('sorted lists come out as one sorted list', () => {
  const list = fc.array(fc.record({ score: fc.integer({ min: 0, max: 9 }), item: fc.nat() }))
  fc.assert(
    fc.property(fc.array(list), (lists) => {
      const sorted = lists.map((each) => each.toSorted(byScore))
      const merged = bestFirst(
        sorted.map((each) => each[Symbol.iterator]()),
        (a, b) => a < b,
      )
      expect([...merged]).toEqual(lists.flat().toSorted(byScore))
    }),
  )
})

test('reads no further than it is asked to', () => {
  const read: number[] = []
  function* endless(from: number) {
    for (let score = from; ; score -= 2) {
      read.push(score)
      yield { score, item: score }
    }
  }
  const merged = bestFirst([endless(100), endless(99)], () => false)
  expect([merged.next().value?.item, merged.next().value?.item]).toEqual([100, 99])
  expect(read).toEqual([100, 99, 98])
})
