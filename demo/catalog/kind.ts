import type { Texts } from '../lib/language.ts'
import type { DrawingName } from '../pictures/picture.ts'
import type { ColourName } from './colours.ts'

export type Audience = 'women' | 'men' | 'unisex'

export type SizeRange = 'shoes' | 'clothes' | 'socks' | 'belts' | 'hands' | 'one'

/** A kind of thing the shop sells; the generator makes `count` models of it. */
export interface Kind {
  /** Two letters that open the product ids. */
  code: string
  drawing: DrawingName
  category: string
  count: number
  /** Whole euros, from the simplest model to the best. */
  price: [number, number]
  sizes: SizeRange
  audiences: Audience[]
  material: string
  colours: ColourName[]
  brands: string[]
  /** Demand against the shop's average now, in November. */
  demand: number
  noun: Texts
  about: Texts
}
