import type { PageContext } from '../schema/decide.ts'
import type { Catalog } from './catalog.ts'

/** What the whole shop did, as the strategies read it. */
export interface ShopStatistics {
  /** Decayed interest in a product; 0 = none known. */
  trend(id: string): number
  /** Products by decayed interest, most first. */
  trending(): readonly string[]
  /** What was looked at together with a product, weight falling. */
  together(id: string): readonly (readonly [id: string, weight: number])[]
}

/** What the shop knows of this person; empty for someone it may not know. */
export interface Taste {
  /** Share of interest by category level and by brand, 0–1. */
  categories: Readonly<Record<string, number>>
  brands: Readonly<Record<string, number>>
  /** Newest first. */
  recentlyViewed: readonly string[]
  inCart: readonly string[]
  /** Product → epoch ms of its last order. */
  boughtAt: Readonly<Record<string, number>>
}

export const NO_TASTE: Taste = { categories: {}, brands: {}, recentlyViewed: [], inCart: [], boughtAt: {} }

export interface RecommendContext {
  catalog: Catalog
  statistics: ShopStatistics
  taste: Taste
  page: PageContext
  now: number
}

/** A product that a strategy proposes; `because` tells the shopper and `why`. */
export interface Candidate {
  id: string
  score: number
  because: string
}

/** Proposes products, best first, as far as they are asked for. Rules (`never`, `only`, variety) come after it. */
export type Strategy = (context: RecommendContext) => Iterable<Candidate>
