import { expect, test } from 'vitest'
import { clusterPairs } from '../../../../../shared/identity/match/cluster.ts'
import type { Matching } from '../../../../../shared/identity/match/match-records.ts'
import { probabilityOfBits } from '../../../../../shared/identity/match/score.ts'

/** A matching of records a, b, c… whose pairs have these bits; pairs that are not named have −15. */
function matching(names: string, scores: Record<string, number>): Matching {
  const bits = (a: number, b: number) => scores[names[Math.min(a, b)]! + names[Math.max(a, b)]!] ?? -15
  const pairs = [...names].flatMap((_, a) =>
    [...names].flatMap((_, b) => (a < b ? [{ a, b, bits: bits(a, b) }] : [])),
  )
  return {
    records: [...names].map((id) => ({ id, values: {} })),
    pairs: pairs
      .map((pair) => ({ ...pair, probability: probabilityOfBits(pair.bits) }))
      .filter(({ probability }) => probability >= 0.9)
      .map((pair) => ({
        ...pair,
        verdict: pair.probability >= 0.999 ? ('link' as const) : ('suggestion' as const),
      }))
      .sort((x, y) => y.bits - x.bits),
    compared: pairs.length,
    bits,
    evidence: () => [],
  }
}

const clusters = (names: string, scores: Record<string, number>, maxSize?: number) =>
  clusterPairs(matching(names, scores), maxSize === undefined ? {} : { maxSize })
    .map((members) =>
      members
        .map(({ id }) => id)
        .sort()
        .join(''),
    )
    .sort()

test.each<[string, string, Record<string, number>, string[]]>([
  ['a link joins two', 'abc', { ab: 12 }, ['ab', 'c']],
  ['a suggestion alone does not', 'ab', { ab: 8 }, ['a', 'b']],
  ['two suggestions support each other', 'abc', { ab: 14, ac: 6, bc: 6 }, ['abc']],
  ['one suggestion against a doubt does not', 'abc', { ab: 14, ac: 6, bc: 0 }, ['ab', 'c']],
  ['a chain breaks where its ends disagree', 'abcd', { ab: 14, cd: 13, bc: 12 }, ['ab', 'cd']],
  ['a chain whose ends agree somewhat holds', 'abc', { ab: 14, bc: 12, ac: 2 }, ['abc']],
  ['the surest pair goes first', 'abc', { ab: 30, bc: 11, ac: -20 }, ['ab', 'c']],
])('%s', (_name, names, scores, expected) => expect(clusters(names, scores)).toEqual(expected))

test('a cluster grows up to the most that is allowed', () => {
  const scores = { ab: 20, ac: 19, bc: 18, cd: 17, bd: 16, ad: 15 }
  expect(clusters('abcd', scores)).toEqual(['abcd'])
  expect(clusters('abcd', scores, 3)).toEqual(['abc', 'd'])
})
