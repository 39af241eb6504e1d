import * as z from 'zod'
import { strict } from './strict.ts'
import { Duration, Moment, Text } from './values.ts'

/** Ways of choosing products: what this version has, and what the language promises. */
export const STRATEGIES = [
  'trending',
  'viewed-together',
  'recently-viewed',
  'personal',
  'bought-together',
  'similar',
  'buy-again',
  'comparison-winner',
] as const

export type Strategy = (typeof STRATEGIES)[number]

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'C103 Expected one value, or a list of values.',
})

const Limit = z.union([z.number(), z.literal('budget_left')], {
  error: 'C103 Expected an amount, or "budget_left".',
})

const Only = strict({
  category: oneOrMore.optional(),
  brand: oneOrMore.optional(),
  inStockInTheirSize: z.boolean().optional(),
  price: strict({ atLeast: Limit.optional(), atMost: Limit.optional() }).optional(),
})

const Never = strict({
  boughtWithin: Duration.optional(),
  inCart: z.boolean().optional(),
  viewed: z.boolean().optional(),
  category: oneOrMore.optional(),
  brand: oneOrMore.optional(),
})

const Preference = z.looseObject({ how: z.enum(['slightly', 'strongly']).optional() })

const Pin = strict({
  product: z.string().min(1),
  position: z.number().int().min(1),
  from: Moment.optional(),
  until: Moment.optional(),
})

/** How a list of products is put together: sources in order, each filling what the one before leaves empty. */
export const Recommendation = strict({
  /** The heading above the list. */
  name: Text.optional(),
  use: z.array(z.enum(STRATEGIES)).min(1),
  only: Only.optional(),
  never: Never.optional(),
  prefer: z.array(Preference).optional(),
  variety: strict({
    perBrand: z.number().int().min(1).optional(),
    perCategory: z.number().int().min(1).optional(),
  }).optional(),
  pin: z.array(Pin).optional(),
  proof: z.enum(['when it helps', 'always', 'never']).optional(),
})
export type Recommendation = z.infer<typeof Recommendation>
