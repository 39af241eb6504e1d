import { type ProductProperties, readProduct } from './json-ld.ts'

/** Sees to it that a page's product is viewed once, whoever tells of it: JSON-LD or `dataLayer`. */
export interface ProductCapture {
  /** Reads the page's JSON-LD, unless the page has told its product already. */
  read(): void
  /** Whether this product has not been viewed on this page yet; it has then. */
  isNew(id: unknown): boolean
  /** Another page begins. Restored from the cache, it shows the same JSON-LD anew. */
  turnPage(isRestored: boolean): void
}

/** Tells the page's JSON-LD product once, and not where the `dataLayer` has already told one. */
export function captureProduct(onProduct: (product: ProductProperties) => void): ProductCapture {
  const viewed = new Set<string>()
  let last = ''

  function isNew(id: unknown): boolean {
    if (viewed.has(String(id))) return false
    viewed.add(String(id))
    return true
  }

  return {
    isNew,
    read() {
      const scripts = document.querySelectorAll('script[type="application/ld+json"]')
      const blocks = [...scripts].map((script) => script.textContent ?? '')
      const text = blocks.join()
      // After an SPA navigation the old page's JSON-LD may still be there: the same text is not another view.
      if (text === last || viewed.size) return
      last = text
      const product = readProduct(blocks, location.href)
      if (product && isNew(product.product_id)) onProduct(product)
    },
    turnPage(isRestored) {
      viewed.clear()
      if (isRestored) last = ''
    },
  }
}
