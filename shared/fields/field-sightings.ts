import { EACH, type FieldSteps, fieldPath } from './field-path.ts'
import { typeBit } from './infer-type.ts'
import { isHarmless, isPersonalKey } from './personal.ts'

/** One field of one event. */
export interface FieldSighting {
  path: string
  /** Of {@link TYPE_BITS}. */
  types: number
  /** A value that may become an example, if enough people share it. */
  example?: string
}

/** The call's own keys, whose meaning is fixed; they are in docs/events.md. */
const OF_THE_CALL: ReadonlySet<string> = new Set(
  `type event name messageId timestamp sentAt originalTimestamp receivedAt userId anonymousId groupId previousId consent
  writeKey profile proof integrations _metadata channel version category`.split(/\s+/),
)
/** What clients say of themselves in every event: ours, and never a shop's field. */
const OF_THE_CLIENT: ReadonlySet<string> = new Set(
  'consent ip library userAgent userAgentData timezone'.split(' '),
)

const DEEPEST = 8
const LONGEST_PATH = 160
const MOST_FIELDS = 200

/** The fields of one call, each once; `left` = fields that were too many, too deep, or of too long a name. */
export function fieldSightings(call: Readonly<Record<string, unknown>>): {
  sightings: FieldSighting[]
  left: number
} {
  const walk: Walk = { found: new Map(), left: 0 }
  for (const [key, value] of Object.entries(call)) {
    if (OF_THE_CALL.has(key)) continue
    const known = key === 'context' ? without(value, OF_THE_CLIENT) : value
    visit(known, [named(key)], walk)
  }
  return { sightings: [...walk.found.values()], left: walk.left }
}

interface Walk {
  found: Map<string, FieldSighting>
  left: number
}

function visit(value: unknown, steps: FieldSteps, walk: Walk): void {
  if (typeof value !== 'object' || value === null) {
    note(value, steps, walk)
    return
  }
  if (steps.length >= DEEPEST) {
    walk.left += 1
    return
  }
  if (Array.isArray(value)) for (const entry of value) visit(entry, [...steps, EACH], walk)
  else
    for (const key of Object.keys(value))
      visit(value[key as keyof typeof value], [...steps, named(key)], walk)
}

function note(value: unknown, steps: FieldSteps, walk: Walk): void {
  const path = fieldPath(steps)
  const known = walk.found.get(path)
  if (known) {
    known.types |= typeBit(value)
    return
  }
  if (path.length > LONGEST_PATH || walk.found.size >= MOST_FIELDS) {
    walk.left += 1
    return
  }
  const example = exampleOf(path, value)
  walk.found.set(path, { path, types: typeBit(value), ...(example !== undefined && { example }) })
}

/** Texts and small numbers; whether they are shown depends on how many people share them. */
function exampleOf(path: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
  const text = String(value).trim()
  return isHarmless(path, text) ? text : undefined
}

/** A key that is somebody's address or id would make a field of each person. */
function named(key: string): string {
  return isPersonalKey(key) ? '*' : key
}

function without(value: unknown, keys: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)))
}
