import { COMPARATORS } from './comparators.ts'
import type { Matcher } from './matcher.ts'
import type { PairScore } from './score.ts'

/** What a field adds, for people to read. */
export interface FieldEvidence {
  /** The field's name; `home` for what people of one home would share as well. */
  field: string
  /** Above 0 speaks for one person, below for two. */
  bits: number
  /** `surname agrees exactly, rare: +7.2 bits`. */
  words: string
}

/** Bits from which an agreeing value is called rare or common, and a shared home is worth a word. */
const REMARKABLE = 1

/** The fields that say something, the strongest first. No value is told: the words may be shown and stored. */
export function explain({ fields }: Matcher, score: PairScore): FieldEvidence[] {
  const evidence = score.fields.flatMap((one, f) => {
    if (!one) return []
    const { name, kind } = fields[f]!
    const bits = one.bits + one.rarity
    const agreement = COMPARATORS[kind].levels[one.level]!
    return [
      { field: name, bits, words: `${name} ${agreement}${rarityWord(one.rarity)}: ${signed(bits)} bits` },
    ]
  })
  if (score.home <= -REMARKABLE) {
    const words = `two people of one home would agree as much: ${signed(score.home)} bits`
    evidence.push({ field: 'home', bits: score.home, words })
  }
  return evidence.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
}

function rarityWord(rarity: number): string {
  if (rarity >= REMARKABLE) return ', rare'
  return rarity <= -REMARKABLE ? ', common' : ''
}

function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`
}
