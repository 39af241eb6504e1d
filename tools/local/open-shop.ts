import { rmSync } from 'node:fs'
import { SetupError } from '../setup/step.mjs'
import { edgeClient } from './edge-client.ts'
import { assertPortIsFree } from './free-port.ts'
import { type LocalShop, localShopFile, readLocalShop, writeLocalShop } from './local-shop.ts'
import { REPLAY_STATE, readReplayItems } from './replay-state.ts'
import { type Runtime, startRuntime } from './runtime.ts'
import { shopVariables } from './shop-variables.ts'

export interface OpenShop {
  runtime: Runtime
  shop: LocalShop
}

/** Where everything stored on this machine lies, beside the keys. */
const home = '.vicino'
const statePaths = { demo: `${home}/state`, replay: REPLAY_STATE }
const logFile = `${home}/worker.log`

/** Nobody at a keyboard waits for the event log, and writing it every other second is half of the work here. */
const LOG_FLUSH_MS = 15_000

const names = { demo: 'Vicino demo shop', replay: 'Replayed sessions' }

/**
 * Starts the edge with a shop in front of it. The shop's server part needs keys that only the edge can make, so the
 * very first start goes round twice: the edge alone makes the shop, then both start with its keys. `isFresh` forgets
 * everything stored before, unless it is in use.
 */
export async function openShop(id: keyof typeof names, port: number, isFresh: boolean): Promise<OpenShop> {
  const url = `http://localhost:${port}`
  const statePath = statePaths[id]
  const more = id === 'replay' ? { REPLAY_ITEMS: readReplayItems() } : {}
  if (id === 'replay' && isFresh)
    throw new SetupError('--fresh would forget what was replayed; npm run replay starts anew by itself')
  for (const other of Object.keys(names)) await refuseSecondRuntime(readLocalShop(other), url)
  let known = readLocalShop(id)
  if (isFresh) {
    await assertPortIsFree(port) // what runs there may be what is to be forgotten
    rmSync(home, { recursive: true, force: true })
    known = undefined
  }
  for (;;) {
    const runtime = await startRuntime({
      port,
      statePath,
      logFile,
      settings: { LOG_FLUSH_MS, ALLOW_LOCAL_WEBHOOKS: 'true', ...shopVariables(process.env) },
      ...(known && { demo: { ...bindings(known), ...more } }),
    })
    try {
      const edge = edgeClient(runtime.edgeUrl, runtime.adminKey)
      const keys = await edge.makeShop(id, { name: names[id], origins: [url] })
      if (!keys && !known)
        throw new SetupError(
          `The shop is there but its keys in ${localShopFile(id)} are gone; run npm start -- --fresh`,
        )
      if (!keys && known?.url === url) return { runtime, shop: known }
      known = { ...known, ...keys, url, shop: id } as LocalShop
      writeLocalShop(known)
      if (!keys) return { runtime, shop: known }
    } catch (error) {
      await runtime.stop()
      throw error
    }
    await runtime.stop()
  }
}

/** What the shop's own server part is deployed with. */
function bindings({ shop, publicKey, secretKey, identitySecret }: LocalShop): Record<string, string> {
  return {
    VICINO_SHOP: shop,
    VICINO_PUBLIC_KEY: publicKey,
    VICINO_SECRET_KEY: secretKey,
    VICINO_IDENTITY_SECRET: identitySecret,
  }
}

/**
 * Two runtimes on one state folder would write over each other; a start on the same port is refused by the port.
 * Only the runtime that has this shop serves the script under its key: another Vicino may be on the old port by now.
 */
async function refuseSecondRuntime(known: LocalShop | undefined, url: string): Promise<void> {
  if (!known || known.url === url) return
  const isUp = await fetch(`${known.url}/${known.publicKey}/vicino.js`, {
    signal: AbortSignal.timeout(1000),
  }).then(
    (response) => response.ok,
    () => false,
  )
  if (isUp)
    throw new SetupError(`Vicino already runs on ${known.url} with the same data; stop that one first`)
}
