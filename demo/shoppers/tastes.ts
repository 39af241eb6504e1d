import { catalog } from '../catalog/catalog.ts'
import type { ShopProduct } from '../catalog/shop-product.ts'
import type { SeededRandom } from '../lib/random.ts'

/** A sort of shopper: how many of them come, and how much they care for a kind (`HB`) or a category. */
interface Persona {
  share: number
  likes: Readonly<Record<string, number>>
}

/** Who comes to a shoe and outdoor shop in November. What is not named is looked at by accident. */
const personas: Persona[] = [
  {
    share: 26,
    likes: { HB: 6, RJ: 2, FL: 1.5, BP: 2, PO: 1.5, SO: 1.5, TR: 1, 'accessories/care': 0.4 },
  },
  {
    share: 22,
    likes: {
      CB: 5,
      LB: 4,
      'shoes/classic': 3,
      'bags/shoulder': 1.5,
      BL: 1.5,
      SC: 1,
      'accessories/care': 0.4,
    },
  },
  { share: 16, likes: { 'shoes/running': 6, 'shoes/sneakers': 2, TS: 2, CA: 1, BO: 1.5, RJ: 1 } },
  { share: 16, likes: { SN: 5, PJ: 4, GL: 2.5, BE: 2.5, PU: 2, SL: 1.5, RB: 1.5 } },
  { share: 12, likes: { 'shoes/sneakers': 6, TO: 1.5, TS: 1.5, TR: 1, BP: 1 } },
  { share: 5, likes: { SC: 3, SO: 3, GL: 2, SL: 2, 'accessories/care': 0.8, 'gift-cards': 2, BL: 1 } },
  { share: 3, likes: { 'bags/travel': 4, 'bags/shoulder': 2, 'shoes/sandals': 3, SS: 2 } },
]
const BY_ACCIDENT = 0.03
/** The next thing looked at is often of the kind just looked at. */
const STAYS_WITH_KIND = 0.55

/** What one shopper would look at next. */
export interface Taste {
  next(after: ShopProduct | undefined): ShopProduct
}

/** A persona's taste with a person's own brands, size of purse and wardrobe. */
export function makeTaste(random: SeededRandom): Taste {
  const { likes } = random.weighted(personas, ({ share }) => share)
  const brands = new Set(random.sample([...new Set(catalog.map(({ brand }) => brand))], 3))
  const audience = random.pick(['women', 'men'] as const)
  const purse = Math.exp(random.normal() * 0.35)
  const weights = new Map(
    catalog.map((product) => {
      const liked = likes[product.kind] ?? likes[product.category] ?? BY_ACCIDENT
      const fits = product.audience === audience || product.audience === 'unisex' ? 1 : 0.08
      const dear = product.price.amount / 12_000 / purse
      const affordable = dear > 1 ? 1 / dear ** 2 : 1
      return [product, liked * fits * affordable * (brands.has(product.brand) ? 2.5 : 1) * product.demand]
    }),
  )
  const weight = (product: ShopProduct) => weights.get(product)!
  return {
    next(after) {
      const stays = after !== undefined && random.chance(STAYS_WITH_KIND)
      const among = stays ? catalog.filter(({ kind, id }) => kind === after.kind && id !== after.id) : catalog
      return random.weighted(among, weight)
    },
  }
}
