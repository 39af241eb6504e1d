import { type Keep, keepOf } from '../../../shared/privacy/keep.ts'
import { endOf, isExpired, nextExpiry } from '../../../shared/privacy/retention.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { liveConfig } from '../config/config-store.ts'
import type { JoinTools } from './join-tools.ts'
import type { Joins } from './joins.ts'
import type { Person } from './person.ts'

/** What a look at the clock found. */
export type Retained =
  /** The whole person has been kept long enough. */
  | { status: 'over' }
  /** `dropped` events went; look again at `next`, epoch ms. */
  | { status: 'kept'; dropped: number; next: number }

/** What the object lends. */
export interface Retention {
  joins: Joins
  tools: JoinTools
  /** Has the alarm erase the person. */
  erase(): void
}

/** A shop may shorten `keep` at any time, so nobody is left alone for longer. */
const LOOK_AGAIN_MS = 30 * 86_400_000

/**
 * Lets go of what has been kept long enough. The state is then folded anew over what is still stored, so that it is
 * what it would be had the rest never come. `isWhole`: this object answers for the person; another only lets go of events. To be called inside a transaction; rows that are still on their way out
 * are left for the next time.
 */
export function retain(
  person: Person,
  keep: Keep,
  { now, checkMs, isWhole }: { now: number; checkMs: number; isWhole: boolean },
): Retained {
  const end = endOf(person.timeline(), keep)
  if (isWhole && end !== null && end <= now) return { status: 'over' }
  const dropped = drop(person, (event) => isExpired(event, keep, now))
  const due = nextExpiry(person.timeline(), keep) ?? Number.POSITIVE_INFINITY
  return {
    status: 'kept',
    dropped,
    next: Math.min(Math.max(due, now + checkMs), now + Math.max(LOOK_AGAIN_MS, checkMs)),
  }
}

/** One look by the alarm: when to look again, epoch ms; null = the person goes as a whole. */
export async function retainPerson(
  ctx: DurableObjectState,
  env: Pick<Env, 'KV' | 'REFRESH_MS' | 'RETENTION_CHECK_MS'>,
  { joins, tools, erase }: Retention,
): Promise<number | null> {
  const { person, kin } = tools
  if (!person.self) return null
  const { config } = await liveConfig(env, person.self.shop.id, (work) => ctx.waitUntil(work))
  // Who has joined or left by then is, or is not, part of the person.
  await joins.finish()
  const [now, checkMs] = [Date.now(), env.RETENTION_CHECK_MS]
  let next: number | null = null
  tools.transact(() => {
    const retained = retain(person, keepOf(config), { now, checkMs, isWhole: !kin.forward })
    if (retained.status === 'over') {
      person.startErasing()
      erase()
      return
    }
    next = retained.next
    if (retained.dropped > 0) tools.scheduleDelivery()
  })
  return next
}

/** Takes events out of the rows for good, and folds what is left; returns how many went. */
function drop(person: Person, isGone: (event: StoredEvent) => boolean): number {
  const { cursors, storage } = person
  const dropped = storage.thin(isGone, Math.min(cursors.shard, cursors.identity))
  if (dropped === 0) return 0
  // The shard is to be told, without a row that would do it.
  cursors.isAudienceDue = true
  person.reload()
  storage.scrub()
  return dropped
}
