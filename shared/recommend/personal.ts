import { type Catalog, categoryLevels } from './catalog.ts'
import type { Candidate, ShopStatistics, Strategy, Taste } from './strategy.ts'
import { viewedTogether } from './viewed-together.ts'

/** Categories that are looked through for candidates, and how many products of each. */
const TOP_CATEGORIES = 6
const PER_CATEGORY = 150
/** More than any block shows, so that rules have something to choose from. */
const ENOUGH = 200

/** What neighbours of the last views add beside taste. */
const NEIGHBOUR_WEIGHT = 0.5

/**
 * Products that fit this person's taste: the share of their interest that a product's deepest category and its brand
 * hold, lifted by how much the shop looks at it (ln(1 + trend), a tie-break rather than a vote), and by being a
 * neighbour of what they viewed last. Without any taste there is nothing to propose.
 */
export const personal: Strategy = (context) => {
  const { catalog, statistics, taste } = context
  const neighbours = new Map(viewedTogether({ ...context, page: {} }).map(({ id, score }) => [id, score]))
  const strongest = Math.max(1e-9, ...neighbours.values())
  const fitOf = categoryFit(taste)
  const seen = new Set<string>()
  const candidates: Candidate[] = []
  const consider = ({ id, category, brand, lift }: Leader) => {
    if (seen.has(id)) return
    seen.add(id)
    const fit = fitOf(category) + 0.5 * (brand ? (taste.brands[brand] ?? 0) : 0)
    const neighbour = (neighbours.get(id) ?? 0) / strongest
    const score = (fit + NEIGHBOUR_WEIGHT * neighbour) * lift
    if (score > 0) candidates.push({ id, score, because: fit > 0 ? 'your-taste' : 'viewed-together' })
  }
  for (const path of strongestCategories(taste)) mostTrending(path, catalog, statistics).forEach(consider)
  for (const id of neighbours.keys()) consider(leader(id, catalog, statistics))
  return best(candidates)
}

function strongestCategories({ categories }: Taste): string[] {
  return Object.entries(categories)
    .sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)
    .slice(0, TOP_CATEGORIES)
    .map(([path]) => path)
}

/** What is asked of a candidate that does not depend on the person. */
interface Leader {
  id: string
  category: string | undefined
  brand: string | undefined
  lift: number
}

function leader(id: string, catalog: Catalog, statistics: ShopStatistics): Leader {
  const product = catalog.get(id)
  const lift = 1 + 0.1 * Math.log1p(statistics.trend(id))
  return { id, category: product?.category, brand: product?.brand, lift }
}

/** The leaders of each category; they change with the statistics and not with the person. */
const leaders = new WeakMap<ShopStatistics, { catalog: Catalog; byPath: Map<string, readonly Leader[]> }>()

function mostTrending(path: string, catalog: Catalog, statistics: ShopStatistics): readonly Leader[] {
  let known = leaders.get(statistics)
  if (known?.catalog !== catalog) {
    known = { catalog, byPath: new Map() }
    leaders.set(statistics, known)
  }
  const found = known.byPath.get(path)
  if (found) return found
  const all = catalog.inCategory(path)
  const ids =
    all.length <= PER_CATEGORY
      ? all
      : [...all].sort((a, b) => statistics.trend(b) - statistics.trend(a)).slice(0, PER_CATEGORY)
  const first = ids.map((id) => leader(id, catalog, statistics))
  // A path that the catalogue lacks comes from a sender, and there is no end of those.
  if (first.length > 0) known.byPath.set(path, first)
  return first
}

/** Interest share of a category's levels, deeper ones counting more; each category is worked out once. */
function categoryFit({ categories }: Taste): (category: string | undefined) => number {
  const known = new Map<string | undefined, number>()
  return (category) => {
    let fit = known.get(category)
    if (fit === undefined) {
      const levels = categoryLevels(category)
      const sum = levels.reduce((sum, path, index) => sum + (categories[path] ?? 0) * (index + 1), 0)
      fit = sum / Math.max(1, levels.length)
      known.set(category, fit)
    }
    return fit
  }
}

/** The best of many in order. Only what may be shown is sorted with care: that costs more than choosing it. */
function best(candidates: Candidate[]): Candidate[] {
  const least =
    Float64Array.from(candidates, ({ score }) => score)
      .sort()
      .at(-ENOUGH) ?? 0
  return candidates
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}
