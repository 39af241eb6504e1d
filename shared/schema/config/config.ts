import * as z from 'zod'
import { Campaign, Frequency } from './campaign.ts'
import { Content } from './content.ts'
import { Journey } from './journey.ts'
import { Placement } from './placement.ts'
import { Recommendation } from './recommendation.ts'
import { Segment } from './segment.ts'
import { strict } from './strict.ts'
import { Currency, Duration, Language, Moment, Name, Percent } from './values.ts'

/** The shop as shoppers know it. Dates without an offset and hours of the day are in `timezone`. */
export const ShopFacts = strict({
  name: z.string().min(1).optional(),
  currency: Currency,
  timezone: z.string().refine(isTimezone, { error: 'C103 Expected a time zone such as Europe/Rome.' }),
  languages: z.array(Language).min(1),
})
export type ShopFacts = z.infer<typeof ShopFacts>

/** `vicino.config.jsonc`: what shoppers see. */
export const Config = strict({
  $schema: z.string().optional(),
  shop: ShopFacts,
  segments: z.record(Name, Segment).optional(),
  recommendations: z.record(Name, Recommendation).optional(),
  placements: z.record(Name, Placement).optional(),
  content: z.record(Name, Content).optional(),
  campaigns: z.record(Name, Campaign).optional(),
  journeys: z.record(Name, Journey).optional(),
  choose: strict({ by: z.enum(['expected profit', 'order in the file']) }).optional(),
  limits: z.array(strict({ what: z.enum(['campaigns', 'messages']), ...Frequency.shape })).optional(),
  quietHours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'C103 Expected hours such as 21:00-08:00.')
    .optional(),
  holdout: strict({
    name: z.string().min(1),
    percent: Percent,
    sees: z.enum(['no campaigns', 'nothing personal']),
    until: Moment.optional(),
  }).optional(),
  counted: strict({ orderAfterClick: Duration.optional(), orderAfterView: Duration.optional() }).optional(),
  keep: strict({
    behaviour: Duration.optional(),
    anonymous: Duration.optional(),
    customers: Duration.optional(),
  }).optional(),
})
export type Config = z.infer<typeof Config>

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false // RangeError is how Intl says that it does not know the zone
  }
}
