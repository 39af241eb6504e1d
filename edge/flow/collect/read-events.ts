import { scanJson } from '../../../shared/lib/json-scan.ts'
import type { Refusal } from '../../../shared/schema/decide.ts'
import { LIMITS } from '../../../shared/schema/intake/limits.ts'
import {
  type EventType,
  type ItemContext,
  type ReadEvent,
  type ReadResult,
  readItem,
} from '../../../shared/schema/intake/read-item.ts'
import { ApiError } from '../../lib/problem.ts'
import type { JsonBody } from '../../lib/read-body.ts'

/** What a body is: one call of a fixed type, or a list of calls under a name. */
export type BodyShape = { type: EventType } | { list: 'batch' | 'events'; isOptional?: boolean }

export interface ReadEvents {
  events: ReadEvent[]
  invalid: Refusal[]
}

type RequestContext = Pick<ItemContext, 'receivedAt' | 'isSecret' | 'mintMessageId' | 'isNobody'>

/**
 * The calls of a body, each with its own characters. What is wrong with one call is its own affair; what is wrong
 * around the calls, or with how many there are, refuses the whole.
 */
export function readEvents({ text, body }: JsonBody, shape: BodyShape, context: RequestContext): ReadEvents {
  const scan = scanJson(text, {
    maxDepth: LIMITS.depth,
    maxKeys: LIMITS.keys,
    ...('list' in shape && { list: shape.list }),
  })
  if ('type' in shape) {
    return sort([
      readItem(body, text.trim(), { ...context, index: 0, type: shape.type, problem: scan.problem }),
    ])
  }
  if (scan.problem) {
    const { kind, pointer } = scan.problem
    throw new ApiError(
      400,
      'invalid-body',
      `The body has a problem outside of its events: ${kind} at \`${pointer}\``,
    )
  }
  const values = body[shape.list]
  if ((values === undefined || values === null) && shape.isOptional) return { events: [], invalid: [] }
  const items = scan.items
  if (!Array.isArray(values) || items?.length !== values.length) {
    throw new ApiError(400, 'invalid-body', `\`${shape.list}\` must be an array of events`)
  }
  if (values.length > LIMITS.events) {
    throw new ApiError(413, 'too-many-events', `A batch takes at most ${LIMITS.events} events; send several`)
  }
  const results = values.map((value, index) => {
    const { start, end, problem } = items[index]!
    return readItem(value, text.slice(start, end), { ...context, index, sentAt: body.sentAt, problem })
  })
  return sort(context.isSecret ? results : withoutCrowd(results))
}

/**
 * A browser speaks of its own few people. Every further one would cost a profile: one request of the public key must
 * not make thousands. Whoever comes after the first {@link LIMITS.people} is refused.
 */
function withoutCrowd(results: readonly ReadResult[]): ReadResult[] {
  const people = new Set<string>()
  return results.map((result, index) => {
    if ('refusal' in result) return result
    const { anonymousId, userId } = result.event
    const person = JSON.stringify([anonymousId, userId])
    if (people.size < LIMITS.people) people.add(person)
    if (people.has(person)) return result
    const pointer = anonymousId === undefined ? '/userId' : '/anonymousId'
    const reason = `With the public key a request may name ${LIMITS.people} people; send this in another request, or with the secret key`
    return { refusal: { index, pointer, reason } }
  })
}

function sort(results: readonly ReadResult[]): ReadEvents {
  const sorted: ReadEvents = { events: [], invalid: [] }
  for (const result of results) {
    if ('event' in result) sorted.events.push(result.event)
    else sorted.invalid.push(result.refusal)
  }
  return sorted
}
