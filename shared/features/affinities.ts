import { decayed } from '../lib/decay.ts'
import type { Feature } from './feature.ts'
import type { FoldEvent } from './fold-event.ts'

type Score = readonly [key: string, score: number, at: number]

interface Facet {
  /** At most 50, in the order first met; a path counts for each of its levels. */
  scores: readonly Score[]
  /** Of whole paths, so that shares of one level add up to 1. */
  total: readonly [score: number, at: number]
}

export interface AffinityState {
  categories: Facet
  brands: Facet
  lastCategory: string | null
  asOf: number
}

/** Shares of interest, 0–1: by category level (`shoes` includes `shoes/boots`) and by brand. */
export interface Affinities {
  categories: Record<string, number>
  brands: Record<string, number>
  lastCategory: string | null
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Taste outlives a season's half: s←s·2^(−Δt/h) + w. */
const HALF_LIFE_MS = 30 * DAY_MS
const MOST_KEYS = 50
/** Less than this is what rounding leaves of an order that was taken back. */
const NOTHING = 1e-9

const WEIGHTS: Readonly<Record<string, number>> = {
  product_viewed: 1,
  product_added_to_wishlist: 2,
  product_added: 3,
}
const ORDER_WEIGHT = 5

const EMPTY: Facet = { scores: [], total: [0, 0] }

/** What a person is drawn to, from views, carts and orders; a refund takes back what its order taught. */
export const affinities: Feature<AffinityState, Affinities, 'affinities'> = {
  name: 'affinities',
  purpose: 'personalization',
  initial: { categories: EMPTY, brands: EMPTY, lastCategory: null, asOf: 0 },

  update(state, event) {
    const weight = WEIGHTS[event.name]
    const products = weight ? event.products : []
    if (products.length === 0 && event.lines.length === 0) return state
    let { categories, brands, lastCategory } = state
    for (const { category, brand } of products) {
      categories = learn(categories, levels(category), weight!, event.time)
      brands = learn(brands, brand ? [brand] : [], weight!, event.time)
      lastCategory = category ?? lastCategory
    }
    for (const line of event.lines) {
      const taught = decayed(ORDER_WEIGHT * line.quantity, event.time - line.orderedAt, HALF_LIFE_MS)
      categories = learn(categories, levels(line.category), taught, event.time)
      brands = learn(brands, line.brand ? [line.brand] : [], taught, event.time)
    }
    return { categories, brands, lastCategory, asOf: event.time }
  },

  value({ categories, brands, lastCategory, asOf }) {
    const strength = decayed(categories.total[0], asOf - categories.total[1], HALF_LIFE_MS)
    return {
      value: { categories: shares(categories), brands: shares(brands), lastCategory },
      asOf,
      evidence: { strength },
    }
  },

  combine(bases) {
    const byTime = bases.toSorted((a, b) => a.asOf - b.asOf)
    const asOf = byTime.at(-1)?.asOf ?? 0
    return {
      categories: joined(
        byTime.map((base) => base.categories),
        asOf,
      ),
      brands: joined(
        byTime.map((base) => base.brands),
        asOf,
      ),
      lastCategory: byTime.findLast((base) => base.lastCategory !== null)?.lastCategory ?? null,
      asOf,
    }
  },
}

/** `shoes/boots` → `shoes`, `shoes/boots`. */
function levels(path: string | undefined): string[] {
  if (!path) return []
  const names = path.split('/')
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

function learn(facet: Facet, keys: readonly string[], weight: number, time: FoldEvent['time']): Facet {
  if (keys.length === 0) return facet
  let scores = facet.scores
  for (const key of keys) scores = add(scores, key, weight, time)
  return { scores: pruned(scores, time), total: [sum(facet.total, weight, time), time] }
}

function add(scores: readonly Score[], key: string, weight: number, time: number): readonly Score[] {
  const index = scores.findIndex(([other]) => other === key)
  const found = scores[index]
  const score = sum(found ? [found[1], found[2]] : [0, 0], weight, time)
  if (!found) return score > 0 ? [...scores, [key, score, time]] : scores
  return score > 0 ? scores.with(index, [key, score, time]) : scores.toSpliced(index, 1)
}

function sum([score, at]: readonly [number, number], weight: number, time: number): number {
  const next = decayed(score, time - at, HALF_LIFE_MS) + weight
  return next > NOTHING ? next : 0
}

/** Forgets the weakest keys beyond the bound; among equals the newer one. */
function pruned(scores: readonly Score[], time: number): readonly Score[] {
  let left = scores
  while (left.length > MOST_KEYS) {
    const strengths = left.map(([, score, at]) => decayed(score, time - at, HALF_LIFE_MS))
    left = left.toSpliced(strengths.lastIndexOf(Math.min(...strengths)), 1)
  }
  return left
}

function shares({ scores, total: [total, totalAt] }: Facet): Record<string, number> {
  return Object.fromEntries(
    scores.map(([key, score, at]) => [
      key,
      total > 0 ? Math.min(1, decayed(score, totalAt - at, HALF_LIFE_MS) / total) : 0,
    ]),
  )
}

function joined(facets: readonly Facet[], time: number): Facet {
  let scores: readonly Score[] = []
  let total = 0
  for (const facet of facets) {
    for (const [key, score, at] of facet.scores) {
      scores = add(scores, key, decayed(score, time - at, HALF_LIFE_MS), time)
    }
    total += decayed(facet.total[0], time - facet.total[1], HALF_LIFE_MS)
  }
  return { scores: pruned(scores, time), total: [total, time] }
}
