import * as z from 'zod'
import { Condition } from './condition.ts'
import { Variant } from './content.ts'
import { strict } from './strict.ts'
import { Duration, Moment, Name, Percent } from './values.ts'

/** How often something may reach one person: so many times in a session or a stretch of time. */
export const Frequency = strict({
  times: z.number().int().min(1),
  per: z.union([z.literal('session'), Duration], {
    error: 'C112 Expected "session" or a duration such as 7d.',
  }),
})

const Worth = strict({
  profit: z.union([z.number(), z.literal('margin of the order')]),
  cost: z.number().min(0).optional(),
  budget: z.number().min(0).optional(),
})

const Split = z.union([z.literal('automatic'), z.record(Name, Percent)], {
  error: 'C103 Expected "automatic", or a percentage for each variant.',
})

/** What may appear, where, for whom and when. */
export const Campaign = strict({
  name: z.string().min(1).optional(),
  status: z.enum(['on', 'off']).optional(),
  from: Moment.optional(),
  until: Moment.optional(),
  where: z.array(Name).min(1),
  who: Condition.optional(),
  goal: Condition.optional(),
  worth: Worth.optional(),
  split: Split.optional(),
  variants: z
    .record(Name, Variant)
    .refine((variants) => Object.keys(variants).length > 0, { error: 'C103 A campaign needs a variant.' }),
  limit: Frequency.optional(),
})
export type Campaign = z.infer<typeof Campaign>
