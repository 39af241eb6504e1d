import type { Catalog } from './catalog.ts'
import type { ShopStatistics } from './strategy.ts'

/** The products of one category and one brand, in falling order of lift: a person's taste tells none of them apart. */
export interface Shelf {
  /** The products' own, deepest category. */
  category: string
  brand: string | undefined
  leaders: readonly Leader[]
}

/** What of a product's score does not depend on the person. */
export interface Leader {
  id: string
  lift: number
}

interface Shelves {
  catalog: Catalog
  byPath: Map<string, readonly Shelf[]>
}

/** They change with the statistics and the catalogue, not with the person. */
const known = new WeakMap<ShopStatistics, Shelves>()

/** All shelves in a category or beneath it. */
export function shelvesIn(path: string, catalog: Catalog, statistics: ShopStatistics): readonly Shelf[] {
  let shelves = known.get(statistics)
  if (shelves?.catalog !== catalog) {
    shelves = { catalog, byPath: new Map() }
    known.set(statistics, shelves)
  }
  const found = shelves.byPath.get(path)
  if (found) return found
  const built = buildShelves(path, catalog, statistics)
  // A path that the catalogue lacks comes from a sender, and there is no end of those.
  if (built.length > 0) shelves.byPath.set(path, built)
  return built
}

/** How much the shop's interest lifts a product: 1 + ln(1 + trend) ÷ 10, a tie-break rather than a vote. */
export function liftOf(id: string, statistics: ShopStatistics): number {
  return 1 + 0.1 * Math.log1p(statistics.trend(id))
}

function buildShelves(path: string, catalog: Catalog, statistics: ShopStatistics): Shelf[] {
  const shelves = new Map<string, Shelf & { leaders: Leader[] }>()
  for (const id of catalog.inCategory(path)) {
    const { category = path, brand } = catalog.get(id) ?? {}
    const key = JSON.stringify([category, brand])
    const shelf = shelves.get(key) ?? { category, brand, leaders: [] }
    shelf.leaders.push({ id, lift: liftOf(id, statistics) })
    shelves.set(key, shelf)
  }
  for (const { leaders } of shelves.values())
    leaders.sort((a, b) => b.lift - a.lift || (a.id < b.id ? -1 : 1))
  return [...shelves.values()]
}
