import type { JsonProblem } from '../../lib/json-scan.ts'
import { fitsInBytes } from '../../lib/utf8-length.ts'
import type { ConsentStatement } from '../consent.ts'
import type { Refusal } from '../decide.ts'
import { moneyProblems } from '../event-fields.ts'
import { CALL_NAMES, canonicalName, isReservedName } from '../event-names.ts'
import { correctTime } from './correct-time.ts'
import { LIMITS } from './limits.ts'
import { isPlainObject } from './plain-object.ts'
import { readConsent } from './read-consent.ts'
import { readIdentifier } from './read-identifier.ts'

/** Segment's kinds of call. */
export const EVENT_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** One call as it came in, checked, with everything the rim decides about it except whose it is. */
export interface ReadEvent {
  type: EventType
  /** Canonical. */
  name: string
  messageId: string
  time: number
  receivedAt: number
  statedAt?: string
  anonymousId?: string
  userId?: string
  /** Of `alias`: what the person was called before. */
  previousId?: string
  /** What the event itself says about consent. */
  consent?: ConsentStatement
  /** `properties`, or `traits` of identify and group. */
  properties: Readonly<Record<string, unknown>>
  /** The sender's text, character for character. */
  raw: string
}

export interface ItemContext {
  index: number
  receivedAt: number
  isSecret: boolean
  /** Fixed by the route of a single call; in a list every item names its own. */
  type?: EventType
  /** The request's clock, for items that carry none. */
  sentAt?: unknown
  /** What {@link scanJson} found wrong in the item's text. */
  problem?: JsonProblem | undefined
  /** Names an event whose sender gave it no id. */
  mintMessageId: () => string
  /** Whether a value stands for nobody in this shop; without it, what does so everywhere. */
  isNobody?: ((type: 'user_id' | 'anonymous_id', id: string) => boolean) | undefined
}

export type ReadResult = { event: ReadEvent } | { refusal: Refusal }

/**
 * Checks one call by hand: this runs for every event of every page view, and a schema library costs more than the
 * rest of the rim together. The first problem found is the one named.
 */
export function readItem(value: unknown, raw: string, context: ItemContext): ReadResult {
  try {
    return { event: read(value, raw, context) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { refusal: { index: context.index, pointer: error.pointer, reason: error.message } }
  }
}

function read(value: unknown, raw: string, context: ItemContext): ReadEvent {
  if (!isPlainObject(value)) throw new Refused('', 'An event is a JSON object')
  if (!fitsInBytes(raw, LIMITS.eventBytes))
    throw new Refused('', `An event takes at most ${LIMITS.eventBytes / 1024} KB`)
  if (context.problem) throw new Refused(context.problem.pointer, PROBLEMS[context.problem.kind])

  const type = readType(value.type, context.type)
  const name = readName(type, value)
  const { isNobody } = context
  const anonymousId = readId(value, 'anonymousId', isNobody && ((id) => isNobody('anonymous_id', id)))
  const userId = readId(value, 'userId', isNobody && ((id) => isNobody('user_id', id)))
  const details = type === 'identify' || type === 'group' ? 'traits' : 'properties'
  const properties = readObject(value, details)
  const money = details === 'properties' ? moneyProblems(name, properties) : undefined
  if (money) throw new Refused(`/properties${money.pointer}`, money.reason)
  if (type === 'group' && readId(value, 'groupId') === undefined)
    throw new Refused('/groupId', '`group` needs a groupId')
  const previousId = type === 'alias' ? readAlias(value, userId) : undefined
  const consent = readConsent(readObject(value, 'context').consent)

  return {
    type,
    name,
    messageId: readMessageId(value.messageId, context),
    receivedAt: context.receivedAt,
    ...correctTime({
      timestamp: value.timestamp,
      sentAt: value.sentAt ?? context.sentAt,
      receivedAt: context.receivedAt,
      isSecret: context.isSecret,
    }),
    ...(anonymousId !== undefined && { anonymousId }),
    ...(userId !== undefined && { userId }),
    ...(previousId !== undefined && { previousId }),
    ...(consent && { consent }),
    properties,
    raw,
  }
}

/** Leaves {@link read} with what is wrong; never leaves this file. */
class Refused extends Error {
  readonly pointer: string
  constructor(pointer: string, reason: string) {
    super(reason)
    this.pointer = pointer
  }
}

const PROBLEMS: Readonly<Record<JsonProblem['kind'], string>> = {
  depth: `An event nests at most ${LIMITS.depth} levels deep`,
  keys: `An event has at most ${LIMITS.keys} keys`,
  surrogate: 'Half of a surrogate pair is not a character; send well-formed Unicode',
  'reserved-key': '`__proto__`, `constructor` and `prototype` cannot be keys',
}

function readType(stated: unknown, fixed: EventType | undefined): EventType {
  if (fixed && (stated === undefined || stated === null || stated === fixed)) return fixed
  if (fixed) throw new Refused('/type', `This address takes \`${fixed}\` only; send other types to /v1/batch`)
  if (EVENT_TYPES.includes(stated as EventType)) return stated as EventType
  throw new Refused('/type', `\`type\` is one of ${EVENT_TYPES.join(', ')}`)
}

/** Pages and screens may have a name of their own, which stays in the text; what happened is that they were seen. */
function readName(type: EventType, value: Record<string, unknown>): string {
  if (type !== 'track') {
    checkOptionalText(value, 'name')
    return CALL_NAMES[type]
  }
  const { event } = value
  if (typeof event !== 'string' || event.trim() === '')
    throw new Refused('/event', '`track` needs the name of an event')
  if (event.length > LIMITS.nameLength)
    throw new Refused('/event', `A name has at most ${LIMITS.nameLength} characters`)
  const name = canonicalName(event)
  if (isReservedName(name))
    throw new Refused(
      '/event',
      `\`${name}\` is reserved: it is made from identify, group, alias or \`consent\``,
    )
  return name
}

function checkOptionalText(value: Record<string, unknown>, key: string): void {
  const text = value[key]
  if (text === undefined || text === null) return
  if (typeof text !== 'string') throw new Refused(`/${key}`, `\`${key}\` is a text`)
  if (text.length > LIMITS.nameLength)
    throw new Refused(`/${key}`, `A name has at most ${LIMITS.nameLength} characters`)
}

function readMessageId(value: unknown, context: ItemContext): string {
  if (value === undefined || value === null) return context.mintMessageId()
  if (typeof value === 'string' && value.length >= 1 && value.length <= LIMITS.messageIdLength) return value
  throw new Refused('/messageId', `\`messageId\` is a text of 1 to ${LIMITS.messageIdLength} characters`)
}

function readId(
  value: Record<string, unknown>,
  key: string,
  isNobody?: (id: string) => boolean,
): string | undefined {
  const id = readIdentifier(value[key], isNobody)
  if (id === 'invalid')
    throw new Refused(`/${key}`, `\`${key}\` is a text of at most ${LIMITS.idLength} characters`)
  return id.value
}

function readObject(value: Record<string, unknown>, key: string): Record<string, unknown> {
  const object = value[key]
  if (object === undefined || object === null) return {}
  if (!isPlainObject(object)) throw new Refused(`/${key}`, `\`${key}\` is a JSON object`)
  return object
}

/** Anybody may state that two ids are one; whether it joins them is decided where the sender is known. */
function readAlias(value: Record<string, unknown>, userId: string | undefined): string {
  if (userId === undefined) throw new Refused('/userId', '`alias` needs a userId')
  const previousId = readId(value, 'previousId')
  if (previousId === undefined) throw new Refused('/previousId', '`alias` needs a previousId')
  return previousId
}
