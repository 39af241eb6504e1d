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
  const { outbox } = sending.storage
  const buckets = outbox.buckets()
  const results = await Promise.allSettled(buckets.map((bucket) => sendBucket(sending, bucket)))
  // In one turn, so in one commit for all buckets.
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') outbox.drop(buckets[index]!, result.value)
  })
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

/** Sends all that waits for a bucket; answers with the last number it has confirmed. */
async function sendBucket(
  { storage, env, place, shard }: StatisticsSending,
  bucket: number,
): Promise<number> {
  const statistics = statisticsStub(env, place, bucket)
  let confirmed = 0
  for (;;) {
    const batches = storage.outbox.batches(bucket, confirmed)
    if (batches.length === 0) return confirmed
    const { upTo } = await statistics.apply({ shop: place.id, shard, bucket, batches })
    if (upTo < batches.at(-1)!.sequence)
      throw new Error(`Statistics bucket ${bucket} took changes only up to ${upTo}`)
    confirmed = upTo
  }
}
