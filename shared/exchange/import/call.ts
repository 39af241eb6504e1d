import { fnv1a } from '../../lib/hash.ts'
import type { ConsentStatement } from '../../schema/consent.ts'
import { Refused } from './refused.ts'
import type { ImportRow } from './row.ts'

/** Who a row speaks of. */
export interface Whose {
  userId?: string
  email?: string
  phone?: string
  anonymousId?: string
}

/** One call in Segment's form, as a profile keeps it: history, marked as such. */
export interface ImportedCall {
  type: 'identify' | 'track'
  event?: string
  messageId: string
  /** ISO 8601. */
  timestamp: string
  userId?: string
  anonymousId?: string
  traits?: Record<string, unknown>
  properties?: Record<string, unknown>
  context: {
    /** Journeys do not begin with it, and nobody is told of it by webhook. */
    imported: true
    source: string
    /** By what the person is known beside the ids above. */
    traits?: { email?: string; phone?: string }
    consent?: ConsentStatement
  }
}

/** A call and the line of the file it came from. */
export interface ImportedEvent {
  line: number
  call: ImportedCall
}

const LONGEST_ID = 256

/** Who the row speaks of; refuses one that names nobody. */
export function whoseRow({ cells }: ImportRow): Whose {
  const { user_id: userId, email, phone, anonymous_id: anonymousId } = cells
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refused('email', `\`${email.slice(0, 60)}\` is not an e-mail address`)
  for (const [field, value] of [
    ['user_id', userId],
    ['email', email],
    ['phone', phone],
    ['anonymous_id', anonymousId],
  ] as const)
    if (value !== undefined && value.length > LONGEST_ID)
      throw new Refused(field, `\`${field}\` has at most ${LONGEST_ID} characters`)
  if (userId === undefined && email === undefined && phone === undefined && anonymousId === undefined)
    throw new Refused(
      undefined,
      'The row names nobody: it needs a customer id, an e-mail address or a phone number',
    )
  return {
    ...(userId !== undefined && { userId }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(anonymousId !== undefined && { anonymousId }),
  }
}

export interface CallParts {
  whose: Whose
  source: string
  /** Epoch ms. */
  time: number
  consent?: ConsentStatement | undefined
}

/** What the person is like. Two statements that say the same have the same id, whenever they are read. */
export function identifyCall(traits: Record<string, unknown>, parts: CallParts): ImportedCall {
  const said = JSON.stringify([traits, parts.whose, parts.consent ?? null, parts.time])
  return {
    type: 'identify',
    messageId: `import:contact:${parts.source}:${digest(said)}`,
    ...around(parts),
    traits,
  }
}

/** What somebody did, under an id made of the row's own: reading the row twice is one event. */
export function trackCall(
  event: string,
  messageId: string,
  properties: Record<string, unknown>,
  parts: CallParts,
): ImportedCall {
  return { type: 'track', event, messageId, ...around(parts), properties }
}

/** The id of a row's event: from its kind, its source and its own id, or from all it says where it has none. */
export function rowMessageId(
  kind: string,
  source: string,
  id: string | undefined,
  { cells, traits }: ImportRow,
): string {
  const own = id ?? `#${digest(JSON.stringify([cells, traits]))}`
  const whole = `import:${kind}:${source}:${own}`
  return whole.length <= 100 ? whole : `import:${kind}:${source}:~${digest(own)}`
}

function around({ whose, source, time, consent }: CallParts) {
  const { userId, anonymousId, email, phone } = whose
  const ids = { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) }
  return {
    timestamp: new Date(time).toISOString(),
    ...(userId !== undefined && { userId }),
    ...(anonymousId !== undefined && { anonymousId }),
    context: {
      imported: true as const,
      source,
      ...(Object.keys(ids).length > 0 && { traits: ids }),
      ...(consent && { consent }),
    },
  }
}

/** 64 bits: ids have to differ among one person's events only. */
function digest(text: string): string {
  const halves = [fnv1a(text), fnv1a(`${text.length}:${text}`)]
  return halves.map((half) => half.toString(16).padStart(8, '0')).join('')
}
