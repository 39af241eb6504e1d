import { expect, test } from 'vitest'
import { TOWNS } from '../../../../tools/eval/households/towns.ts'
import { tryTown } from '../../../../tools/eval/households/try-town.ts'
import { parseHouseholdsOptions } from '../../../../tools/eval/households-options.ts'

test('of the links of a usual town at least 99 in 100 are right, and no couple is made one', () => {
  const result = tryTown({ seed: 'floor', homes: 200, kind: TOWNS.usual! })
  expect(result.precision).toBeGreaterThanOrEqual(0.99)
  expect(result.recall).toBeGreaterThanOrEqual(0.1)
  expect(result.links).toBeGreaterThan(25)
  expect(result.byTie.couple?.links ?? 0).toBe(0)
  expect(result.rightSuggestions / result.suggestions).toBeGreaterThan(0.9)
})

test('where nobody has two devices nobody is linked, however many couples there are', () => {
  const result = tryTown({ seed: 'alone', homes: 150, kind: TOWNS['nobody has two devices']! })
  expect(result.ofOnePerson).toBe(0)
  expect(result.links).toBe(0)
})

test('the same seed gives the same links', () => {
  const once = tryTown({ seed: 1, homes: 60, kind: TOWNS.usual! })
  expect(tryTown({ seed: 1, homes: 60, kind: TOWNS.usual! })).toEqual(once)
})

test.each([
  ['--homes', 'many'],
  ['--homes', '10'],
  ['--home', '10'],
])('%s %s is refused', (...args) => {
  expect(() => parseHouseholdsOptions(args)).toThrow('--help')
})
