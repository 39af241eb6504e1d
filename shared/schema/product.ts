import type { Money } from './money.ts'

/** A text in one language, or one text per language code. */
export type LocalText = string | Record<string, string>

/** A product as the catalogue keeps it. Variants of one product share the entry; sizes carry their own stock. */
export interface Product {
  id: string
  title: LocalText
  url: LocalText
  image: string
  price: Money
  /** The price before a reduction; absent when there is none. */
  listPrice?: Money
  brand?: string
  /** A path, lower case, `/` between levels: `shoes/boots`. */
  category?: string
  /** Pieces left in all; absent = not tracked, always available. */
  stock?: number
  /** Pieces left per size. */
  sizes?: Record<string, number>
  /** Mean stars, 0–5, and how many reviews it rests on. */
  rating?: number
  reviews?: number
  marginPercent?: number
  attributes?: Record<string, string>
  addedAt?: string
}
