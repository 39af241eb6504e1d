import type { Language } from '../lib/language.ts'
import { type SeededRandom, seededRandom } from '../lib/random.ts'
import { makeTaste } from './tastes.ts'
import { makeVisit, type ShopperOrder, type Visit, type VisitEvent } from './visit.ts'

export interface Shopper {
  /** Anonymous shoppers came with a browser; the others had signed in and the shop's server speaks for them. */
  id: { anonymousId: string } | { userId: string }
  traits: Record<string, unknown> | null
  consent: { analytics: true; personalization: boolean; marketing: boolean }
  /** Oldest first. */
  events: VisitEvent[]
  orders: ShopperOrder[]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FIRST_DAY = 28

/** Shopper number `index` of a seed: who, what they agreed to, and all their visits of the last four weeks. */
export function makeShopper(seed: number, index: number): Shopper {
  const name = `sim-${seed}-${String(index).padStart(4, '0')}`
  const random = seededRandom(name)
  const language = random.weighted(['it', 'pl', 'en'] as const, (code) => ({ it: 6, pl: 2.5, en: 1.5 })[code])
  const hasAccount = random.chance(0.16)
  const isPersonal = random.chance(0.86)
  const taste = makeTaste(random)
  const visits = visitTimes(random).map(
    (beforeNow, number): Visit =>
      makeVisit({ name: `${name}-${number}`, random, taste, language, beforeNow, isFirst: number === 0 }),
  )
  return {
    id: hasAccount ? { userId: name } : { anonymousId: name },
    traits: hasAccount ? traitsOf(name, language) : null,
    consent: { analytics: true, personalization: isPersonal, marketing: isPersonal && random.chance(0.5) },
    events: visits.flatMap(({ events }) => events),
    orders: visits.flatMap(({ order }) => (order ? [order] : [])),
  }
}

/** Ms before now at which each visit begins, first visit first. Most people come once or twice, lately. */
function visitTimes(random: SeededRandom): number[] {
  const last = HOUR_MS + random.next() ** 1.6 * 12 * DAY_MS
  const times = [last]
  while (times.length < 6 && random.chance(0.45)) {
    const before = times[0]! + (0.3 + random.next() * 6) * DAY_MS
    if (before > FIRST_DAY * DAY_MS) break
    times.unshift(before)
  }
  return times.map(Math.round)
}

const traitsOf = (name: string, language: Language) => ({ email: `${name}@example.com`, language })
