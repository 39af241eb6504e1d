import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { Refreshed, type WaitUntil } from '../../lib/refreshed.ts'
import { type LoadedStatistics, loadStatistics } from './statistics-store.ts'

type StatisticsEnv = Pick<Env, 'KV' | 'REFRESH_MS'>

const MAX_SHOPS = 50

/** What was read last: snapshots that have not changed since are not parsed again. */
const loaded = new Map<string, LoadedStatistics>()

const statistics = new Refreshed<LoadedStatistics, StatisticsEnv>({
  load: async (shop, env) => {
    const next = await loadStatistics(env, shop, loaded.get(shop))
    if (!loaded.has(shop) && loaded.size >= MAX_SHOPS) loaded.delete(loaded.keys().next().value!)
    loaded.set(shop, next)
    return next
  },
  refreshMs: (env) => env.REFRESH_MS,
  maxEntries: MAX_SHOPS,
  onError: (shop, error) => logLine('warn', { at: 'statistics', shop, error }),
})

/** What the whole shop did, from memory. */
export async function liveStatistics(
  env: StatisticsEnv,
  shop: string,
  waitUntil: WaitUntil,
): Promise<LoadedStatistics> {
  return (await statistics.get(shop, env, waitUntil)) ?? loadStatistics(env, shop)
}
