import type { Product } from '../../shared/schema/product.ts'
import { isWithin } from './categories.ts'
import { makeCatalog } from './make-catalog.ts'
import type { ShopProduct } from './shop-product.ts'

/** The demo shop's catalogue, made once. */
export const catalog: readonly ShopProduct[] = makeCatalog()

const byId = new Map(catalog.map((product) => [product.id, product]))

/** The product with this id, or undefined. */
export function findProduct(id: string): ShopProduct | undefined {
  return byId.get(id)
}

/** What the shop's feed gives to Vicino (`PUT /v1/catalog`): the shared shape, without what only the shop's pages need. */
export function catalogFeed(): Product[] {
  return catalog.map(
    ({ kind, audience, material, description, colours, reviewTexts, demand, drawing, ...product }) => product,
  )
}

/** Orders a shelf can be looked at in. */
export type Sort = 'popular' | 'price-up' | 'price-down' | 'new' | 'rating'

const orders: Record<Sort, (a: ShopProduct, b: ShopProduct) => number> = {
  popular: (a, b) => b.demand - a.demand,
  'price-up': (a, b) => a.price.amount - b.price.amount,
  'price-down': (a, b) => b.price.amount - a.price.amount,
  new: (a, b) => b.addedAt.localeCompare(a.addedAt),
  rating: (a, b) => b.rating - a.rating || b.reviews - a.reviews,
}

export const SORTS = Object.keys(orders) as Sort[]

/** The products of a category and of those below it, sorted. */
export function productsIn(category: string, sort: Sort = 'popular'): ShopProduct[] {
  return catalog.filter((product) => isWithin(product.category, category)).sort(orders[sort])
}

/** The shop's own idea of what sells: what blocks fall back to. */
export function bestSellers(
  count: number,
  { category = '', except = [] as readonly string[] } = {},
): ShopProduct[] {
  return catalog
    .filter(
      (product) =>
        (!category || isWithin(product.category, category)) &&
        product.stock > 0 &&
        !except.includes(product.id),
    )
    .sort(orders.popular)
    .slice(0, count)
}
