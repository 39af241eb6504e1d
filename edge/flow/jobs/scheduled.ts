import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import { type Blobs, r2Blobs } from '../../stores/blobs/blobs.ts'
import { DEVICES } from '../../stores/devices/devices-key.ts'
import { expireDeadLetters } from '../../stores/webhooks/dead-letters.ts'
import { linkDevices } from './link-devices.ts'

const COMPACTIONS = 'compaction/'
/** Calls that one shard may take in a night; the next night goes on. */
const CALLS_PER_SHARD = 50

/** The nightly work. A part that fails is reported and left for the next night; the others go on. */
export async function scheduled(
  { scheduledTime }: ScheduledController,
  env: Pick<Env, 'BLOBS' | 'SHARD' | 'DEVICES' | 'PROFILE' | 'SHOP'>,
): Promise<void> {
  const blobs = r2Blobs(env.BLOBS)
  for await (const key of blobs.list(COMPACTIONS)) await attempt(key, () => compact(env, blobs, key))
  for await (const key of blobs.list(DEVICES))
    await attempt(key, () => linkDevices(env, blobs, key, scheduledTime))
  await attempt('dead letters', () => expireDeadLetters(blobs, scheduledTime))
}

/** A shard puts up its sign when somebody was erased and takes it down when the log is rid of them. */
async function compact(env: Pick<Env, 'SHARD'>, blobs: Blobs, key: string): Promise<void> {
  const sign = await blobs.get(key)
  if (sign === null) return
  const place = JSON.parse(sign) as ShopPlace
  const shard = shardStubAt(env, place, Number(key.slice(key.lastIndexOf('/') + 1)))
  for (let call = 0; call < CALLS_PER_SHARD; call++) {
    const { rewritten, isDone } = await shard.compact(place.id)
    // Without progress something is on its way to the log; it will be there tomorrow.
    if (isDone || rewritten === 0) return
  }
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    logLine('warn', { at: 'scheduled', what, error })
  }
}
