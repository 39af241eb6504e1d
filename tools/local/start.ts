// `npm start`: the Worker on this machine, with a shop in front of it.
import './offline.ts'
import { SetupError, step } from '../setup/step.mjs'
import { fillDemo } from './fill-demo.ts'
import { localShopFile } from './local-shop.ts'
import { openShop } from './open-shop.ts'
import { parseStartOptions, type StartOptions } from './start-options.ts'
import { storageFailure } from './storage-failure.ts'

try {
  await start(parseStartOptions(process.argv.slice(2)))
} catch (error) {
  const sentence = error instanceof SetupError ? error.message : storageFailure(error)
  if (sentence === undefined) throw error
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

async function start({ port, shop: id, isFresh, hasShoppers }: StartOptions): Promise<void> {
  const { runtime, shop } = await step('runtime', () => openShop(id, port, isFresh))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void runtime.stop().finally(() => process.exit(0)))
  }
  if (id === 'demo') await fillDemo(runtime, shop, hasShoppers)
  console.log(`
  Shop      ${shop.url}
  Script    ${shop.url}/${shop.publicKey}/vicino.js
  API       ${shop.url}/v1   (keys: ${localShopFile(id)})

  Ctrl-C stops it. npm start finds everything again; npm start -- --fresh forgets it.
`)
}
