import * as z from 'zod'

/** One of two that are said to be one person. */
const Side = z.union(
  [
    z.strictObject({ profile: z.string().regex(/^[pc]_[0-9a-f]{32}$/) }),
    z.strictObject({ type: z.string().regex(/^[a-z][a-z_]{0,40}$/), value: z.string().min(1).max(256) }),
  ],
  { error: 'is `{"profile": "p_…"}` or `{"type": "user_id", "value": "…"}`' },
)
export type Side = z.infer<typeof Side>

const Merge = z.strictObject({ a: Side, b: Side, reason: z.string().max(500).optional() })
export type Merge = z.infer<typeof Merge>

const Split = z.strictObject({
  profile: z.string().regex(/^[pc]_[0-9a-f]{32}$/, 'is the id of a profile, as GET /v1/profiles answers it'),
  edge: z.string().min(1).max(200),
})
export type Split = z.infer<typeof Split>

const ProfileId = z.string().regex(/^[pc]_[0-9a-f]{32}$/, 'is the id of a profile')
const Pair = z.strictObject({ a: ProfileId, b: ProfileId })

/** Two profiles, the smaller id first. */
export type Pair = z.infer<typeof Pair>

/** What is wrong with a body, and where. */
export interface Misread {
  pointer: string
  reason: string
}

/** Reads the body of `POST /v1/identity/merge`. */
export function readMerge(body: unknown): Merge | Misread {
  return read(Merge, body)
}

/** Reads the body of `POST /v1/identity/split`. */
export function readSplit(body: unknown): Split | Misread {
  return read(Split, body)
}

/** Reads two profiles, in whichever order they are named. */
export function readPair(body: unknown): Pair | Misread {
  const pair = read(Pair, body)
  return 'pointer' in pair || pair.a < pair.b ? pair : { a: pair.b, b: pair.a }
}

function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> | Misread {
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  return { pointer: `/${issue.path.join('/')}`, reason: issue.message }
}
