import * as z from 'zod'
import { strict } from './strict.ts'
import { Duration, FieldName, Name } from './values.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: 'C103 Expected a text, a number, or true or false.',
})

const Bounds = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, {
  error: 'C103 The first number of "between" is greater than the second.',
})

/** What a value may be compared with; every operator that is named must hold. */
const comparisons = {
  is: Scalar.optional(),
  isNot: Scalar.optional(),
  oneOf: z.array(Scalar).min(1).optional(),
  noneOf: z.array(Scalar).min(1).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  between: Bounds.optional(),
  contains: z.string().min(1).optional(),
  exists: z.boolean().optional(),
}

const Comparison = strict(comparisons)
export type Comparison = z.infer<typeof Comparison>

const WhereValue = z.union([Scalar, Comparison], {
  error: 'C103 Expected a value, or operators such as { "atLeast": 3 }.',
})
export type WhereValue = z.infer<typeof WhereValue>

const Where = z.record(FieldName, WhereValue)

const count = z.number().int().min(0)
const Times = strict({ atLeast: count.optional(), atMost: count.optional(), exactly: count.optional() })
export type Times = z.infer<typeof Times>

const Total = strict({
  of: FieldName,
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  between: Bounds.optional(),
})
export type Total = z.infer<typeof Total>

const modifiers = {
  where: Where.optional(),
  within: Duration.optional(),
  times: Times.optional(),
  total: Total.optional(),
  matching: FieldName.optional(),
}

export const Did = strict({ did: z.string().min(1), ...modifiers })
export type Did = z.infer<typeof Did>

export const DidNot = strict({ didNot: z.string().min(1), ...modifiers })
export type DidNot = z.infer<typeof DidNot>

const InOrder = strict({
  inOrder: z
    .array(
      z.union([Did, DidNot], { error: 'C103 A step of "inOrder" is something people "did" or "didNot" do.' }),
    )
    .min(2),
  within: Duration.optional(),
  matching: FieldName.optional(),
})

const About = strict({
  about: FieldName,
  of: z.record(FieldName, z.string()).optional(),
  ...comparisons,
  inTheLast: Duration.optional(),
  longerAgoThan: Duration.optional(),
})
export type About = z.infer<typeof About>

export const AGREEMENTS = [
  'analytics',
  'personalization',
  'marketing.email',
  'marketing.sms',
  'marketing.push',
  'marketing.call',
  'marketing.post',
  'marketing.ads',
] as const

const InSegment = strict({ inSegment: Name })
const NotInSegment = strict({ notInSegment: Name })
const Consent = strict({ consent: z.enum(AGREEMENTS) })

/** One rule about a person: exactly one head key says what kind it is, every other key qualifies it. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { none: Condition[] }
  | Did
  | DidNot
  | z.infer<typeof InOrder>
  | About
  | z.infer<typeof InSegment>
  | z.infer<typeof NotInSegment>
  | z.infer<typeof Consent>

/** In the order of the union below: `issue-problems.ts` picks the variant of a faulty condition by its head. */
export const HEADS = [
  'all',
  'any',
  'none',
  'did',
  'didNot',
  'inOrder',
  'about',
  'inSegment',
  'notInSegment',
  'consent',
] as const

const list = z.array(z.lazy((): z.ZodType<Condition> => Condition)).min(1)

export const Condition: z.ZodType<Condition> = z.union(
  [
    strict({ all: list }),
    strict({ any: list }),
    strict({ none: list }),
    Did,
    DidNot,
    InOrder,
    About,
    InSegment,
    NotInSegment,
    Consent,
  ],
  { error: 'heads' },
)
