import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../demo/lib/random.ts'
import { estimate } from '../../../../../shared/identity/match/estimate.ts'
import { patternCounter } from '../../../../../shared/identity/match/patterns.ts'
import { MISSING } from '../../../../../shared/identity/match/table.ts'

const m = [
  [0.9, 0.07, 0.03],
  [0.8, 0.12, 0.08],
  [0.7, 0.2, 0.1],
  [0.95, 0.05],
]
const u = [
  [0.01, 0.02, 0.97],
  [0.002, 0.01, 0.988],
  [0.03, 0.07, 0.9],
  [0.49, 0.51],
]

/** A million pairs of which one in five hundred is a match, each with levels drawn from m or u. */
function drawn({ missing = 0 } = {}) {
  const random = seededRandom('estimate')
  const levelCounts = m.map((levels) => levels.length)
  const candidates = patternCounter(levelCounts)
  const others = patternCounter(levelCounts)
  const pairs = 500_000
  const matches = 1_000
  for (let i = 0; i < pairs; i++) {
    const truth = i < matches ? m : u
    const levels = Int8Array.from(truth, (shares) =>
      random.chance(missing) ? MISSING : shares.indexOf(random.weighted(shares, (share) => share)),
    )
    others.add(levels)
    // Blocking keeps what agrees somewhere; the rest is never a candidate.
    if (levels.some((level, f) => f < 3 && (level === 0 || level === 1))) candidates.add(levels)
  }
  const atHome = m.map(() => 0)
  return estimate({ candidates: candidates.patterns, random: others.patterns, pairs, levelCounts, atHome })
}

test.each([0, 0.2])('EM finds the m, u and λ that the pairs were drawn from (missing: %d)', (missing) => {
  const found = drawn({ missing })
  expect(found.prior * 500_000).toBeGreaterThan(850)
  expect(found.prior * 500_000).toBeLessThan(1150)
  for (const [f, levels] of m.entries()) {
    for (const [level, share] of levels.entries()) {
      expect(Math.abs(found.m[f]![level]! - share)).toBeLessThan(0.05)
      expect(Math.abs(found.u[f]![level]! - u[f]![level]!)).toBeLessThan(0.005)
    }
  }
})

test('nothing to learn from is no match, not an error', () => {
  const empty = { levels: [], counts: [] }
  const { prior, m } = estimate({ candidates: empty, random: empty, pairs: 0, levelCounts: [3], atHome: [0] })
  expect(prior).toBeLessThan(0.5)
  expect(m[0]!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
})
