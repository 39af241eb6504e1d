import { rmSync } from 'node:fs'
import type { Product } from '../../shared/schema/product.ts'
import { edgeClient, type ShopKeys } from '../local/edge-client.ts'
import { writeLocalShop } from '../local/local-shop.ts'
import { REPLAY_STATE, writeReplayItems } from '../local/replay-state.ts'
import { type Runtime, startRuntime } from '../local/runtime.ts'
import { SetupError } from '../setup/step.mjs'

const URL = 'http://localhost:8787'

export interface ReplayShop {
  runtime: Runtime
  keys: ShopKeys
}

/** Intervals of a deployment: locally they are so short that they cost more than the shoppers. */
const settings = { REFRESH_MS: 15_000, OUTBOX_WAIT_MS: 1000, OUTBOX_ALARM_MS: 10_000, LOG_FLUSH_MS: 60_000 }

/** Starts a runtime on an empty state folder, with a shop of these products in it. */
export async function openReplayShop(products: readonly Product[]): Promise<ReplayShop> {
  rmSync(REPLAY_STATE, { recursive: true, force: true })
  const runtime = await startRuntime({
    statePath: REPLAY_STATE,
    logFile: `${REPLAY_STATE}/worker.log`,
    settings,
    limits: { LIMIT_SECRET: 10_000_000 },
  })
  try {
    const edge = edgeClient(runtime.edgeUrl, runtime.adminKey)
    const keys = await edge.makeShop('replay', { name: 'Replayed sessions', origins: [URL] })
    if (!keys) throw new SetupError(`${REPLAY_STATE} is in use; stop what runs there`)
    await edge.publishFirst('/v1/config', keys.secretKey, JSON.stringify(replayConfig))
    await edge.putCatalog(keys.secretKey, [...products])
    writeReplayItems(products)
    writeLocalShop({ url: URL, shop: 'replay', ...keys })
    return { runtime, keys }
  } catch (error) {
    await runtime.stop()
    throw error
  }
}

const replayConfig = {
  shop: { name: 'Replayed sessions', currency: 'EUR', timezone: 'UTC', languages: ['en'] },
  recommendations: {
    trending: { name: 'Trending', use: ['trending'] },
    together: { name: 'Viewed together', use: ['viewed-together'] },
  },
  placements: {
    home: { page: 'home', shows: { recommendation: 'trending' }, items: 24 },
    product: {
      page: 'product',
      shows: { recommendation: 'together' },
      otherwise: { recommendation: 'trending' },
      items: 8,
    },
  },
  // The clicks are of years ago, and the shop is opened again another day.
  keep: { behaviour: '100y', anonymous: '100y' },
}
