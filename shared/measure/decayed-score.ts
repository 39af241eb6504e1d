import { decayed } from '../lib/decay.ts'

/** A decaying sum as it stood at a moment: (score, epoch ms). Each part of it has halved once per half-life since. */
export interface DecayedScore {
  score: number
  at: number
}

/** What a score is worth at another moment; looking back changes nothing. */
export function scoreAt({ score, at }: DecayedScore, now: number, halfLifeMs: number): number {
  return decayed(score, now - at, halfLifeMs)
}

/** Adds two decaying sums at the later of their moments. Commutative, so that parts may come late or in any order. */
export function addScores(a: DecayedScore, b: DecayedScore, halfLifeMs: number): DecayedScore {
  const at = Math.max(a.at, b.at)
  return { score: scoreAt(a, at, halfLifeMs) + scoreAt(b, at, halfLifeMs), at }
}
