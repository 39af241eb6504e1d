import type { Env } from '../../env.ts'
import { type ShopPlace, statisticsStub } from '../../lib/object-id.ts'
import type { ShardStorage } from './storage.ts'

export interface StatisticsSending {
  storage: ShardStorage
  env: Pick<Env, 'STATISTICS'>
  place: ShopPlace
  shard: number
}

/**
 * Brings what came in to the statistics. Changes get their numbers before they are sent and keep them; the other
 * side ignores a number it has counted, so sending again after a crash adds nothing. One bucket that does not
 * answer holds up no other. Throws if any did not.
 */
export async function sendStatistics(sending: StatisticsSending): Promise<void> {
  while (sending.storage.gather()) {
    // All that is here goes in as few calls as possible.
  }
  const results = await Promise.allSettled(
    sending.storage.outbox.buckets().map((bucket) => sendBucket(sending, bucket)),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function sendBucket({ storage, env, place, shard }: StatisticsSending, bucket: number): Promise<void> {
  const statistics = statisticsStub(env, place, bucket)
  for (;;) {
    const batches = storage.outbox.batches(bucket)
    if (batches.length === 0) return
    const { upTo } = await statistics.apply({ shop: place.id, shard, bucket, batches })
    storage.outbox.drop(bucket, upTo)
    if (upTo < batches.at(-1)!.sequence)
      throw new Error(`Statistics bucket ${bucket} took changes only up to ${upTo}`)
  }
}
