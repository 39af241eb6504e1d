import type { Blobs } from '../blobs/blobs.ts'
import { eraseDeadLetters } from '../webhooks/dead-letters.ts'
import type { Compaction } from './contract.ts'
import { logKey } from './log-key.ts'
import type { LogObject } from './log-object-table.ts'
import type { ShardStorage } from './storage.ts'

/** Objects rewritten per call: some seconds of work. */
const OBJECTS = 100

export interface LogCompaction {
  storage: ShardStorage
  blobs: Blobs
  shop: string
  shard: number
}

/**
 * Takes the lines of erased people out of the event log. Each object that is done says so at once, so a call that
 * is cut off continues where it was.
 */
export async function compactLog(compaction: LogCompaction): Promise<Compaction> {
  const { storage, blobs, shop } = compaction
  const erasures = storage.erasures.pending()
  if (erasures.length === 0) return { rewritten: 0, isDone: true }
  const profiles = erasures.map(({ profile }) => profile)
  // One that was on its way when the person was erased may have been given up since.
  await eraseDeadLetters(blobs, shop, new Set(profiles))
  const objects = storage.logObjects.holding(profiles, OBJECTS)
  // One whose first write is still to be confirmed may yet arrive with their lines: it is left for the next time.
  const written = objects.filter(({ isWritten }) => isWritten)
  for (const object of written) await rewrite(compaction, object, new Set(profiles))
  const isDone = objects.length < OBJECTS && written.length === objects.length
  if (isDone) {
    storage.erasures.settle(erasures, Date.now())
    storage.scrub()
  }
  return { rewritten: written.length, isDone }
}

async function rewrite(
  { storage, blobs, shop, shard }: LogCompaction,
  object: LogObject,
  erased: ReadonlySet<string>,
): Promise<void> {
  const key = logKey(shop, shard, object)
  const lines = ((await blobs.get(key)) ?? '').split('\n').filter((line) => line !== '')
  const owners = lines.map(ownerOf)
  const kept = lines.filter((_, index) => !erased.has(owners[index]!))
  if (kept.length === 0) {
    await blobs.delete(key)
    storage.logObjects.forget(object.sequence)
    return
  }
  if (kept.length < lines.length) await blobs.put(key, `${kept.join('\n')}\n`)
  storage.logObjects.narrow(object.sequence, new Set(owners.filter((owner) => !erased.has(owner))))
}

function ownerOf(line: string): string {
  return (JSON.parse(line) as { profile: string }).profile
}
