import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { catalogFeed } from '../../demo/catalog/catalog.ts'
import { simulateShoppers } from '../../demo/shoppers.ts'
import { SetupError, step } from '../setup/step.mjs'
import { edgeClient } from './edge-client.ts'
import type { LocalShop } from './local-shop.ts'
import { progressBar } from './progress-bar.ts'
import type { Runtime } from './runtime.ts'

const SHOPPERS = 500
/** Written when all shoppers have been: a start that was stopped in between sends them again, and they count once. */
const shoppersWereHere = '.vicino/state/shoppers.done'

/** Gives the demo shop its config, its products and, once, a history: simulated shoppers through the public API. */
export async function fillDemo(runtime: Runtime, shop: LocalShop, hasShoppers: boolean): Promise<void> {
  const { secretKey, publicKey } = shop
  const edge = edgeClient(runtime.edgeUrl, runtime.adminKey)
  await step('config and catalogue', async () => {
    await edge.publishFirst('/v1/setup', secretKey, readFileSync('demo/vicino.setup.jsonc', 'utf8'))
    await edge.publishFirst('/v1/config', secretKey, readFileSync('demo/vicino.config.jsonc', 'utf8'))
    await edge.putCatalog(secretKey, catalogFeed())
  })
  if (!hasShoppers || existsSync(shoppersWereHere)) return
  const showProgress = progressBar('shoppers', SHOPPERS)
  await simulateShoppers({
    url: runtime.edgeUrl,
    publicKey,
    secretKey,
    count: SHOPPERS,
    seed: 1,
    onProgress: showProgress,
  }).catch((error: Error) => {
    throw new SetupError(`The shoppers did not get in: ${error.message}; run npm start again`)
  })
  writeFileSync(shoppersWereHere, '')
}
