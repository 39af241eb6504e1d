import type { Product } from '../schema/product.ts'
import { isAvailable } from './catalog.ts'
import { STRATEGIES } from './strategies.ts'
import type { Candidate, RecommendContext } from './strategy.ts'

/** A config's recommendation, parsed: what to use, and what holds whatever is used. */
export interface RecommendationRules {
  /** Strategy names; the next one fills what the one before leaves empty. */
  use: readonly string[]
  never?: { boughtWithinMs?: number; inCart?: boolean; viewed?: boolean; categories?: readonly string[] }
  only?: { categories?: readonly string[] }
  perBrand?: number
}

export interface RecommendedProduct {
  product: Product
  because: string
}

/**
 * Products for one block: strategies in the order of `use`, each filling what is left; never the page's own product,
 * never one that is sold out, not in the catalogue, against the rules, or already in `taken` (other blocks' choice).
 */
export function recommend(
  rules: RecommendationRules,
  context: RecommendContext,
  { count, taken = new Set() }: { count: number; taken?: ReadonlySet<string> },
): RecommendedProduct[] {
  const chosen = new Map<string, RecommendedProduct>()
  const perBrand = new Map<string, number>()
  const isAllowed = allowance(rules, context)
  for (const name of rules.use) {
    const strategy = STRATEGIES[name]
    if (!strategy || chosen.size >= count) continue
    for (const candidate of strategy(context)) {
      if (chosen.size >= count) break
      if (chosen.has(candidate.id) || taken.has(candidate.id)) continue
      const product = context.catalog.get(candidate.id)
      if (!product || !isAllowed(product)) continue
      if (!withinVariety(product, perBrand, rules.perBrand)) continue
      chosen.set(candidate.id, { product, because: candidate.because })
    }
  }
  return [...chosen.values()]
}

function allowance(
  rules: RecommendationRules,
  { taste, page, now }: RecommendContext,
): (product: Product) => boolean {
  const { never = {}, only = {} } = rules
  const viewed = new Set(never.viewed ? taste.recentlyViewed : [])
  const inCart = new Set(never.inCart ? taste.inCart : [])
  const boughtSince =
    never.boughtWithinMs === undefined ? Number.POSITIVE_INFINITY : now - never.boughtWithinMs
  return (product) =>
    product.id !== page.product &&
    isAvailable(product) &&
    !viewed.has(product.id) &&
    !inCart.has(product.id) &&
    !((taste.boughtAt[product.id] ?? Number.NEGATIVE_INFINITY) >= boughtSince) &&
    !never.categories?.some((path) => isWithin(product.category, path)) &&
    (only.categories?.some((path) => isWithin(product.category, path)) ?? true)
}

function isWithin(category: string | undefined, path: string): boolean {
  return category === path || Boolean(category?.startsWith(`${path}/`))
}

/** Counts the brand when the product may stay. */
function withinVariety(product: Product, perBrand: Map<string, number>, limit: number | undefined): boolean {
  if (limit === undefined || !product.brand) return true
  const used = perBrand.get(product.brand) ?? 0
  if (used >= limit) return false
  perBrand.set(product.brand, used + 1)
  return true
}

export type { Candidate }
