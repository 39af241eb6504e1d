import type { Blobs } from '../blobs/blobs.ts'
import type { JournalRow } from './journal-table.ts'
import { dayOf, logKey } from './log-key.ts'
import type { LogObject } from './log-object-table.ts'
import type { ShardStorage } from './storage.ts'

/** Characters of log lines that are written out at once, however young. */
export const LOG_FULL = 256 * 1024
/** Characters that go into one object, so that a long outage does not end in one huge body. */
const OBJECT_SIZE = 1024 * 1024

export interface LogWriting {
  storage: ShardStorage
  blobs: Blobs
  shop: string
  shard: number
  /** How long lines may wait. */
  flushMs: number
}

/**
 * Writes the log lines that are due to R2. An object's name and rows are fixed before the put and the rows leave
 * only after it, so a retry overwrites the same object: nothing is lost, nothing is there twice.
 *
 * @returns when to come again; null = nothing waits. Throws what R2 throws.
 */
export async function writeLog({ storage, blobs, shop, shard, flushMs }: LogWriting): Promise<number | null> {
  for (;;) {
    const object = storage.logObjects.unwritten() ?? beginObject(storage, flushMs)
    if (!object) break
    const body = storage.journal.upTo(object.last).filter(hasLines)
    if (body.length > 0)
      await blobs.put(logKey(shop, shard, object), `${body.map(({ log }) => log).join('\n')}\n`)
    storage.finishLogObject(object.sequence, object.last, body.length === 0)
  }
  const { oldestAt } = storage.journal.buffered()
  return oldestAt === null ? null : oldestAt + flushMs
}

function beginObject(storage: ShardStorage, flushMs: number): LogObject | null {
  const { size, oldestAt } = storage.journal.buffered()
  const now = Date.now()
  if (oldestAt === null || (size <= LOG_FULL && now < oldestAt + flushMs)) return null
  const rows = storage.journal.oldest(OBJECT_SIZE)
  return storage.logObjects.begin(
    dayOf(now),
    rows.at(-1)!.id,
    rows.filter(hasLines).map(({ profile }) => profile),
  )
}

function hasLines({ log }: JournalRow): boolean {
  return log !== ''
}
