import * as z from 'zod'
import { PAGE_TYPES } from '../decide.ts'
import { strict } from './strict.ts'
import { Name } from './values.ts'

const shows = {
  campaigns: z.literal(true).optional(),
  recommendation: Name.optional(),
  content: Name.optional(),
}

/** Where a block may appear, what it shows, and what it shows when there is nothing better. */
export const Placement = strict({
  name: z.string().min(1).optional(),
  page: z.enum(PAGE_TYPES).optional(),
  shows: strict(shows).refine(oneOf, {
    error: 'C103 A placement shows one of "campaigns", "recommendation" or "content".',
  }),
  otherwise: strict({ recommendation: shows.recommendation, content: shows.content })
    .refine(oneOf, { error: 'C103 "otherwise" is one of "recommendation" or "content".' })
    .optional(),
  items: z.number().int().min(1).max(48).optional(),
})
export type Placement = z.infer<typeof Placement>

function oneOf(shown: Record<string, unknown>): boolean {
  return Object.values(shown).filter((value) => value !== undefined).length === 1
}
