import { bestFirst, type RankedList } from '../lib/best-first.ts'
import { categoryLevels } from './catalog.ts'
import { type Leader, liftOf, shelvesIn } from './shelves.ts'
import type { RecommendContext, Strategy, Taste } from './strategy.ts'
import { viewedTogether } from './viewed-together.ts'

/** Categories that are looked through for candidates. */
const TOP_CATEGORIES = 6

/** What neighbours of the last views add beside taste. */
const NEIGHBOUR_WEIGHT = 0.5

/**
 * Products that fit this person's taste: the share of their interest that a product's deepest category and its brand
 * hold, lifted by how much the shop looks at it, and by being a neighbour of what they viewed last. Without any taste
 * there is nothing to propose. Taste is asked once a shelf, and products are taken as far as they are read.
 */
export const personal: Strategy = function* (context) {
  const { catalog, statistics, taste } = context
  const fitOf = fitIn(taste)
  const neighbours = neighboursIn(context, fitOf)
  const lists: RankedList<Proposal>[] = [...neighbours.values()].map((item) => ({ items: [item], weight: 1 }))
  for (const path of strongestCategories(taste)) {
    for (const shelf of shelvesIn(path, catalog, statistics)) {
      const weight = fitOf(shelf.category, shelf.brand)
      if (weight > 0) lists.push({ items: shelf.leaders, weight })
    }
  }
  for (const { score, item } of bestFirst(lists, RANKING)) {
    const neighbour = neighbours.get(item.id)
    if (neighbour && item !== neighbour) continue // it stands where its own score puts it
    yield { id: item.id, score, because: item.because ?? 'your-taste' }
  }
}

/** One product on a shelf, or a neighbour with all that speaks for it. */
interface Proposal extends Leader {
  because?: string
}

const RANKING = {
  strengthOf: ({ lift }: Proposal) => lift,
  isBefore: (a: Proposal, b: Proposal) => a.id < b.id,
}

type FitOf = (category: string | undefined, brand: string | undefined) => number

function neighboursIn(context: RecommendContext, fitOf: FitOf): ReadonlyMap<string, Proposal> {
  const { catalog, statistics } = context
  const near = [...viewedTogether({ ...context, page: {} })]
  const strongest = near.reduce((most, { score }) => Math.max(most, score), 1e-9)
  return new Map(
    near.map(({ id, score }) => {
      const product = catalog.get(id)
      const fit = fitOf(product?.category, product?.brand)
      const lift = (fit + (NEIGHBOUR_WEIGHT * score) / strongest) * liftOf(id, statistics)
      return [id, { id, lift, because: fit > 0 ? 'your-taste' : 'viewed-together' }]
    }),
  )
}

/** None of them lies beneath another: a product is on one shelf only. */
function strongestCategories({ categories }: Taste): string[] {
  const paths = Object.entries(categories)
    .sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)
    .slice(0, TOP_CATEGORIES)
    .map(([path]) => path)
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
}

/** Interest share of a category's levels, deeper ones counting more, and of the brand; a category is worked out once. */
function fitIn({ categories, brands }: Taste): FitOf {
  const known = new Map<string | undefined, number>()
  const categoryFit = (category: string | undefined) => {
    const levels = categoryLevels(category)
    const sum = levels.reduce((sum, path, index) => sum + share(categories, path) * (index + 1), 0)
    return sum / Math.max(1, levels.length)
  }
  return (category, brand) => {
    let fit = known.get(category)
    if (fit === undefined) {
      fit = categoryFit(category)
      known.set(category, fit)
    }
    return fit + 0.5 * (brand ? share(brands, brand) : 0)
  }
}

/** The names come from a catalogue: `constructor` has no share. */
function share(shares: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(shares, name) ? shares[name]! : 0
}
