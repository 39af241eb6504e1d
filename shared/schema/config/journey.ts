import * as z from 'zod'
import { Condition, Did } from './condition.ts'
import { strict } from './strict.ts'
import { Duration, Name } from './values.ts'

const steps = z.array(z.lazy((): z.ZodType<JourneyStep> => JourneyStep))

const Wait = strict({ wait: Duration })
const WaitFor = strict({ waitFor: Did, atMost: Duration.optional() })
const Send = strict({
  send: Name,
  by: z.enum(['email', 'sms', 'push', 'call', 'post', 'ads', 'best channel']).optional(),
  at: z.string().optional(),
  with: z.array(z.string()).optional(),
})
const Show = strict({ show: Name, in: Name, for: Duration.optional() })

/** One step of a journey, told apart by its first word. */
export type JourneyStep =
  | z.infer<typeof Wait>
  | z.infer<typeof WaitFor>
  | z.infer<typeof Send>
  | z.infer<typeof Show>
  | { if: Condition; do: JourneyStep[]; otherwise?: JourneyStep[] | undefined }

/** In the order of the union below, like `HEADS`. */
export const STEP_HEADS = ['wait', 'waitFor', 'send', 'show', 'if'] as const

export const JourneyStep: z.ZodType<JourneyStep> = z.union(
  [Wait, WaitFor, Send, Show, strict({ if: Condition, do: steps, otherwise: steps.optional() })],
  { error: 'step heads' },
)

/** A campaign with steps: what starts it, whom it is for, what ends it. */
export const Journey = strict({
  name: z.string().min(1).optional(),
  status: z.enum(['on', 'off']).optional(),
  start: Did,
  who: Condition.optional(),
  stop: Condition.optional(),
  again: strict({ after: Duration }).optional(),
  steps: z.array(JourneyStep).min(1),
})
export type Journey = z.infer<typeof Journey>
