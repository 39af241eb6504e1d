import type { Product } from '../../shared/schema/product.ts'
import type { Texts } from '../lib/language.ts'
import type { DrawingName } from '../pictures/picture.ts'
import type { ColourName } from './colours.ts'
import type { Audience } from './kind.ts'
import type { Review } from './reviews.ts'

/** A product as the shop's own database has it: what Vicino's catalogue gets, and what only the shop's pages need. */
export interface ShopProduct extends Product {
  title: Texts
  url: Texts
  brand: string
  category: string
  stock: number
  sizes: Record<string, number>
  rating: number
  reviews: number
  addedAt: string
  kind: string
  audience: Audience
  material: string
  description: Texts
  /** The first is the one in the picture of the lists. */
  colours: ColourName[]
  reviewTexts: Review[]
  /** Expected share of the shop's demand, relative; orders the best sellers and the simulated shoppers' looks. */
  demand: number
  drawing: { name: DrawingName; accent: string; sole: string; style: number; build: number }
}
