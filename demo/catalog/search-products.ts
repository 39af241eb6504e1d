import { LANGUAGES } from '../lib/language.ts'
import { catalog } from './catalog.ts'
import { findCategory } from './categories.ts'
import { colours } from './colours.ts'
import type { ShopProduct } from './shop-product.ts'

/** Products whose words in any language start with every word of the query, best sellers first. */
export function searchProducts(query: string): ShopProduct[] {
  const wanted = words(query).map(withoutEnding)
  if (wanted.length === 0) return []
  return catalog
    .filter((product) => {
      const known = wordsOf(product)
      return wanted.every((word) => known.some((text) => text.startsWith(word)))
    })
    .sort((a, b) => b.demand - a.demand)
}

const remembered = new WeakMap<ShopProduct, string[]>()

function wordsOf(product: ShopProduct): string[] {
  const known = remembered.get(product)
  if (known) return known
  const category = findCategory(product.category)
  const texts = LANGUAGES.flatMap((language) => [
    product.title[language],
    category?.name[language] ?? '',
    ...product.colours.map((colour) => colours[colour][language]),
  ])
  const all = [...new Set(words([product.id, product.brand, ...texts].join(' ')))]
  remembered.set(product, all)
  return all
}

/** Italian and Polish inflect the last vowel (`nero`, `neri`): a longer word matches without it. */
function withoutEnding(word: string): string {
  return word.length > 3 ? word.replace(/[aeiouy]$/, '') : word
}

/** Lower case, without accents; `ł` has no decomposition and is folded by hand. */
function words(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .split(/[^\p{Letter}\p{Number}-]+/u)
    .filter(Boolean)
}
