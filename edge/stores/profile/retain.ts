import type { Keep } from '../../../shared/privacy/keep.ts'
import { endOf, isExpired, nextExpiry } from '../../../shared/privacy/retention.ts'
import type { Person } from './person.ts'

/** What a look at the clock found. */
export type Retained =
  /** The whole person has been kept long enough. */
  | { status: 'over' }
  /** `dropped` events went; look again at `next`, epoch ms. */
  | { status: 'kept'; dropped: number; next: number }

/** A shop may shorten `keep` at any time, so nobody is left alone for longer. */
const LOOK_AGAIN_MS = 30 * 86_400_000

/**
 * Lets go of what has been kept long enough. The state is then folded anew over what is still stored, so that it is
 * what it would be had the rest never come. To be called inside a transaction; rows that are still on their way out
 * are left for the next time.
 */
export function retain(
  person: Person,
  keep: Keep,
  { now, checkMs }: { now: number; checkMs: number },
): Retained {
  const end = endOf(person.timeline(), keep)
  if (end !== null && end <= now) return { status: 'over' }
  const dropped = person.drop((event) => isExpired(event, keep, now))
  const due = nextExpiry(person.timeline(), keep) ?? Number.POSITIVE_INFINITY
  return {
    status: 'kept',
    dropped,
    next: Math.min(Math.max(due, now + checkMs), now + Math.max(LOOK_AGAIN_MS, checkMs)),
  }
}
