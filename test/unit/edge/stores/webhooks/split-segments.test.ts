import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitSegments } from '../../../../../edge/stores/webhooks/split-segments.ts'

const names = (count: number, word = 'looked-at-this-department-lately-number') =>
  Array.from({ length: count }, (_value, index) => `${word}-${index}`)

test('a change that fits goes as it is', () => {
  const change = { profile: 'p_1', segments: ['a', 'b'], joined: ['b'], left: [] }
  expect(splitSegments(change)).toEqual([change])
})

test('however many segments there are, each part fits into a queue, and all parts together are the change', () => {
  const count = fc.integer({ min: 0, max: 2000 })
  fc.assert(
    fc.property(count, count, count, (segments, joined, left) => {
      const change = {
        profile: 'p_1',
        segments: names(segments),
        joined: names(joined),
        left: names(left, 'gone'),
      }
      const parts = splitSegments(change)
      for (const list of ['segments', 'joined', 'left'] as const)
        expect(parts.flatMap((part) => part[list])).toEqual(change[list])
      for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(40_000 - 1000)
      if (parts.length > 1)
        expect(parts.map(({ part, parts: of }) => [part, of])).toEqual(
          parts.map((_part, index) => [index + 1, parts.length]),
        )
    }),
    { numRuns: 50 },
  )
})
