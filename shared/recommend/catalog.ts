import type { LocalText, Product } from '../schema/product.ts'

/** The catalogue in memory. */
export interface Catalog {
  get(id: string): Product | undefined
  readonly size: number
  /** Ids in a category or beneath it; `shoes` holds `shoes/boots`. */
  inCategory(path: string): readonly string[]
  ids(): readonly string[]
}

export function makeCatalog(products: readonly Product[]): Catalog {
  const byId = new Map(products.map((product) => [product.id, product]))
  const byCategory = new Map<string, string[]>()
  for (const product of byId.values()) {
    for (const path of categoryLevels(product.category)) {
      const ids = byCategory.get(path)
      if (ids) ids.push(product.id)
      else byCategory.set(path, [product.id])
    }
  }
  const ids = [...byId.keys()]
  return {
    get: (id) => byId.get(id),
    size: byId.size,
    inCategory: (path) => byCategory.get(path) ?? [],
    ids: () => ids,
  }
}

/** `shoes/boots` → `shoes`, `shoes/boots`. */
export function categoryLevels(category: string | undefined): string[] {
  if (!category) return []
  const parts = category.split('/')
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
}

/** Not sold out: unknown stock counts as available. */
export function isAvailable(product: Product): boolean {
  if (product.sizes) return Object.values(product.sizes).some((pieces) => pieces > 0)
  return product.stock === undefined || product.stock > 0
}

/** The text in the page's language, else in the shop's first, else in any. */
export function localText(text: LocalText | undefined, language: string, fallback: string): string {
  if (text === undefined || typeof text === 'string') return text ?? ''
  // The language comes from a page: `constructor` is none.
  const own = (code: string) => (Object.hasOwn(text, code) ? text[code] : undefined)
  return own(language) ?? own(fallback) ?? Object.values(text)[0] ?? ''
}
