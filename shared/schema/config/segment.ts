import * as z from 'zod'
import { Condition } from './condition.ts'
import { strict } from './strict.ts'

/** A group of people who share something; `name` is what reports call it. */
export const Segment = strict({ name: z.string().min(1).optional(), who: Condition })
export type Segment = z.infer<typeof Segment>
