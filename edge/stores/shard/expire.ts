import type { Blobs } from '../blobs/blobs.ts'
import { dayOf, LOG_RETENTION_DAYS, logKey } from './log-key.ts'
import type { ShardStorage } from './storage.ts'

const DAY_MS = 86_400_000
/** How long a pseudonym is refused after the log was compacted: longer than any delivery is retried. */
const REFUSAL_MS = 35 * DAY_MS
const OBJECTS = 500

export interface Expiry {
  storage: ShardStorage
  blobs: Blobs
  shop: string
  shard: number
}

/** Lets go of what has been kept long enough. Returns when the next thing will be; null = nothing is kept. */
export async function expire({ storage, blobs, shop, shard }: Expiry): Promise<number | null> {
  const now = Date.now()
  const firstDay = dayOf(now - LOG_RETENTION_DAYS * DAY_MS)
  storage.erasures.forgetBefore(now - REFUSAL_MS)
  storage.anonymous.forgetBefore(firstDay)
  for (;;) {
    const objects = storage.logObjects.before(firstDay, OBJECTS)
    if (objects.length === 0) break
    await blobs.delete(objects.map((object) => logKey(shop, shard, object)))
    for (const { sequence } of objects) storage.logObjects.forget(sequence)
  }
  return nextExpiry(storage)
}

/** When the oldest thing that is kept will have been kept long enough. */
export function nextExpiry({ logObjects, anonymous, erasures }: ShardStorage): number | null {
  const days = [logObjects.oldestDay(), anonymous.oldestDay()].filter((day) => day !== null)
  const settledAt = erasures.oldestSettledAt()
  const times = [
    ...days.map((day) => Date.parse(day) + (LOG_RETENTION_DAYS + 1) * DAY_MS),
    ...(settledAt === null ? [] : [settledAt + REFUSAL_MS + 1]),
  ]
  return times.length === 0 ? null : Math.min(...times)
}
