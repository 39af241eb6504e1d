import { type MergedStatistics, shopStatistics } from '../../../shared/measure/shop-statistics.ts'
import type { StatisticsSnapshot } from '../../../shared/measure/statistics-snapshot.ts'
import type { Env } from '../../env.ts'
import { STATISTICS_BUCKETS } from '../../lib/object-id.ts'

/** A shop's statistics in a Worker's memory; the snapshots stay with them, to be kept where nothing changed. */
export interface LoadedStatistics extends MergedStatistics {
  readonly snapshots: readonly (StatisticsSnapshot | null)[]
}

export function statisticsKey(shop: string, bucket: number): string {
  return `statistics/${shop}/${bucket}`
}

/**
 * Reads a shop's statistics from KV. Given what was read before, only snapshots that were written since are parsed;
 * if there is none, the same object comes back.
 */
export async function loadStatistics(
  env: Pick<Env, 'KV'>,
  shop: string,
  previous?: LoadedStatistics,
): Promise<LoadedStatistics> {
  const buckets = Array.from({ length: STATISTICS_BUCKETS }, (_, bucket) => bucket)
  const snapshots = await Promise.all(
    buckets.map((bucket) =>
      loadSnapshot(env.KV, statisticsKey(shop, bucket), previous?.snapshots[bucket] ?? null),
    ),
  )
  if (previous && snapshots.every((snapshot, bucket) => snapshot === previous.snapshots[bucket]))
    return previous
  return { ...shopStatistics(snapshots.filter((snapshot) => snapshot !== null)), snapshots }
}

async function loadSnapshot(
  kv: KVNamespace,
  key: string,
  known: StatisticsSnapshot | null,
): Promise<StatisticsSnapshot | null> {
  const { value, metadata } = await kv.getWithMetadata<{ at: number }>(key, 'stream')
  if (!value) return known
  if (known && metadata?.at === known.at) {
    await value.cancel()
    return known
  }
  const snapshot = (await new Response(value).json()) as StatisticsSnapshot
  // A newer Worker may have written it already; what is known stays until this one is replaced too.
  return snapshot.version === 1 ? snapshot : known
}
