import { clipText } from '../../lib/clip-text.ts'

/** How far into the past an event from a public key may lie: longer than any outbox, shorter than a forged history. */
export const PUBLIC_PAST_MS = 7 * 24 * 60 * 60 * 1000

export interface StatedTime {
  /** The sender's time of the event, as it was sent. */
  timestamp: unknown
  /** The sender's clock when it sent the request; with it, a wrong clock can be corrected. */
  sentAt: unknown
  /** Epoch ms of our own clock. */
  receivedAt: number
  /** The secret key may tell of any past. */
  isSecret: boolean
}

export interface CorrectedTime {
  /** Epoch ms, never after `receivedAt`. */
  time: number
  /** What the sender stated, where it is another instant than `time`. */
  statedAt?: string
}

/**
 * When an event happened, by our clock: `receivedAt − (sentAt − timestamp)`, Segment's formula, which cancels a
 * clock that is wrong by a constant. Without `sentAt` the sender's clock is believed. Only the future, and from a
 * public key a past of more than 7 days, is clamped; what is not a time at all becomes `receivedAt`.
 */
export function correctTime({ timestamp, sentAt, receivedAt, isSecret }: StatedTime): CorrectedTime {
  if (timestamp === undefined || timestamp === null) return { time: receivedAt }
  const stated = readInstant(timestamp)
  const sent = readInstant(sentAt)
  const corrected = stated !== undefined && sent !== undefined ? receivedAt - (sent - stated) : stated
  const earliest = isSecret ? -MAX_DATE_MS : receivedAt - PUBLIC_PAST_MS
  const time = Math.max(earliest, Math.min(receivedAt, corrected ?? receivedAt))
  return time === stated ? { time } : { time, ...keepStated(timestamp) }
}

/** ISO 8601; without a zone it means UTC, so that the answer does not depend on where the code runs. */
const ISO = /^([+-]\d{6}|\d{4})-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/i

/** Epoch ms of an ISO 8601 text or of a number of ms; undefined for anything else. */
function readInstant(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) && Math.abs(value) <= MAX_DATE_MS ? Math.floor(value) : undefined
  if (typeof value !== 'string') return undefined
  const match = ISO.exec(value.trim())
  if (!match) return undefined
  const hasClock = match[2] !== undefined
  const hasZone = match[6] !== undefined
  const text = match[0].replace(' ', 'T').replace(' ', '').replace(',', '.')
  const instant = Date.parse(hasClock && !hasZone ? `${text}Z` : text)
  return Number.isNaN(instant) ? undefined : instant
}

/** What a `Date` can hold (ECMA-262, time values). */
const MAX_DATE_MS = 8.64e15

/** Long enough for any time; garbage needs no more room in a profile than that. The whole is in the event's own text. */
const STATED_LENGTH = 64

function keepStated(timestamp: unknown): { statedAt?: string } {
  if (typeof timestamp !== 'string' && typeof timestamp !== 'number') return {}
  return { statedAt: clipText(String(timestamp), STATED_LENGTH) }
}
