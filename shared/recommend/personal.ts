import { type Catalog, categoryLevels } from './catalog.ts'
import type { Candidate, RecommendContext, ShopStatistics, Strategy, Taste } from './strategy.ts'
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
  const candidates: Candidate[] = []
  for (const id of new Set([...tasteCandidates(context), ...neighbours.keys()])) {
    const product = catalog.get(id)
    const brand = product?.brand ? (taste.brands[product.brand] ?? 0) : 0
    const fit = product ? fitOf(product.category) + 0.5 * brand : 0
    const neighbour = (neighbours.get(id) ?? 0) / strongest
    const score = (fit + NEIGHBOUR_WEIGHT * neighbour) * (1 + 0.1 * Math.log1p(statistics.trend(id)))
    if (score > 0) candidates.push({ id, score, because: fit > 0 ? 'your-taste' : 'viewed-together' })
  }
  return best(candidates)
}

function* tasteCandidates({ taste, catalog, statistics }: RecommendContext): Iterable<string> {
  const categories = Object.entries(taste.categories).sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)
  for (const [path] of categories.slice(0, TOP_CATEGORIES)) yield* mostTrending(path, catalog, statistics)
}

/** The leaders of each category; they change with the statistics and not with the person. */
const leaders = new WeakMap<ShopStatistics, { catalog: Catalog; byPath: Map<string, readonly string[]> }>()

function mostTrending(path: string, catalog: Catalog, statistics: ShopStatistics): readonly string[] {
  let known = leaders.get(statistics)
  if (known?.catalog !== catalog) {
    known = { catalog, byPath: new Map() }
    leaders.set(statistics, known)
  }
  const found = known.byPath.get(path)
  if (found) return found
  const all = catalog.inCategory(path)
  // A path that the catalogue lacks comes from a sender, and there is no end of those.
  if (all.length <= PER_CATEGORY) return all
  const ids = [...all].sort((a, b) => statistics.trend(b) - statistics.trend(a)).slice(0, PER_CATEGORY)
  known.byPath.set(path, ids)
  return ids
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
