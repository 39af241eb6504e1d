import { categoryLevels } from './catalog.ts'
import type { Candidate, RecommendContext, Strategy } from './strategy.ts'
import { viewedTogether } from './viewed-together.ts'

/** Categories that are looked through for candidates, and how many products of each. */
const TOP_CATEGORIES = 6
const PER_CATEGORY = 150

/** What neighbours of the last views add beside taste. */
const NEIGHBOUR_WEIGHT = 0.5

/**
 * Products that fit this person's taste: the share of their interest that a product's deepest category and its brand
 * hold, lifted by how much the shop looks at it (ln(1 + trend), a tie-break rather than a vote), and by being a
 * neighbour of what they viewed last. Without any taste there is nothing to propose.
 */
export const personal: Strategy = (context) => {
  const neighbours = new Map(viewedTogether({ ...context, page: {} }).map(({ id, score }) => [id, score]))
  const strongest = Math.max(1e-9, ...neighbours.values())
  const ids = new Set([...tasteCandidates(context), ...neighbours.keys()])
  const candidates: Candidate[] = []
  for (const id of ids) {
    const fit = tasteFit(id, context)
    const neighbour = (neighbours.get(id) ?? 0) / strongest
    const score = (fit + NEIGHBOUR_WEIGHT * neighbour) * (1 + 0.1 * Math.log1p(context.statistics.trend(id)))
    if (score > 0) candidates.push({ id, score, because: fit > 0 ? 'your-taste' : 'viewed-together' })
  }
  return candidates.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

function* tasteCandidates({ taste, catalog, statistics }: RecommendContext): Iterable<string> {
  const categories = Object.entries(taste.categories).sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)
  for (const [path] of categories.slice(0, TOP_CATEGORIES)) {
    const ids = catalog.inCategory(path)
    if (ids.length <= PER_CATEGORY) yield* ids
    else yield* [...ids].sort((a, b) => statistics.trend(b) - statistics.trend(a)).slice(0, PER_CATEGORY)
  }
}

/** Interest share of the product's levels, deeper ones counting more, plus its brand's. */
function tasteFit(id: string, { taste, catalog }: RecommendContext): number {
  const product = catalog.get(id)
  if (!product) return 0
  const levels = categoryLevels(product.category)
  const category = levels.reduce((sum, path, index) => sum + (taste.categories[path] ?? 0) * (index + 1), 0)
  return (
    category / Math.max(1, levels.length) + 0.5 * (product.brand ? (taste.brands[product.brand] ?? 0) : 0)
  )
}
