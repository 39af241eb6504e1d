import { type Context, Hono } from 'hono'
import { importRequest } from '../flow/collect/history/import-request.ts'
import { readHistory } from '../flow/collect/history/read-history.ts'
import { takeHistory } from '../flow/collect/history/take-history.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { readText } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { liveCatalog } from '../stores/catalog/catalog-store.ts'
import { liveConfig } from '../stores/config/config-store.ts'

/** A chunk of an import, unpacked. */
const MAX_BYTES = 8_000_000

/** What other systems know of a shop's people, a chunk at a time; sending a chunk again changes nothing. */
export const imports = new Hono<AppEnv>()

imports.post('/v1/import', async (c) => {
  const { shop } = await secretCaller(c)
  const now = Date.now()
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const { config } = await liveConfig(c.env, shop.id, waitUntil)
  const request = importRequest(new URL(c.req.url).searchParams, { now, ...config.shop })
  const history = readHistory(await readText(c.req.raw, MAX_BYTES), request, now)
  const { catalog } = await liveCatalog(c.env, shop.id, waitUntil)
  const lookupFacts = (product: string) => catalog.get(product)
  const taken = await takeHistory(c.env, shop, history.events, { now, lookupFacts })
  return answer(c, {
    import: request.importId,
    chunk: request.chunk,
    rows: history.rows,
    skipped: history.skipped,
    events: history.events.length,
    ...taken,
    invalid: history.refused,
  })
})

function answer(c: Context<AppEnv>, body: Record<string, unknown>): Response {
  return c.json(body)
}
