import { type Context, Hono } from 'hono'
import { uuidv7 } from 'uuidv7'
import { EVENT_TYPES } from '../../shared/schema/intake/read-item.ts'
import { intakeAnswer, refuseIfAllInvalid } from '../flow/collect/answer.ts'
import { collect } from '../flow/collect/collect.ts'
import type { BodyShape } from '../flow/collect/read-events.ts'
import { resolveKnownIn } from '../flow/collect/resolve-known.ts'
import { visitAll } from '../flow/collect/visit-all.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { placeOf } from '../lib/object-id.ts'
import { openRequest, personalAnswer } from '../lib/open-request.ts'
import { setHandle } from '../lib/set-handle.ts'
import { identifiersOf } from '../lib/shop-identifiers.ts'
import { liveCatalog } from '../stores/catalog/catalog-store.ts'
import { joinRules } from '../stores/profile/join-people.ts'

/** Segment's HTTP API, and the short addresses that its browser client uses. */
export const intake = new Hono<AppEnv>()

for (const type of EVENT_TYPES) {
  intake.on('POST', [`/v1/${type}`, `/v1/${type[0]}`], personalAnswer, (c) => take(c, { type }))
}
intake.on('POST', ['/v1/batch', '/v1/b'], personalAnswer, (c) => take(c, { list: 'batch' }))

async function take(c: Context<AppEnv>, shape: BodyShape): Promise<Response> {
  const { text, body, caller } = await openRequest(c)
  const { env } = c
  const shop = placeOf(caller.shop)
  const receivedAt = Date.now()
  const { catalog } = await liveCatalog(env, shop.id, (work) => c.executionCtx.waitUntil(work))
  const collected = await collect({
    text,
    body,
    shape,
    caller,
    env,
    receivedAt,
    request: c.req.raw,
    mintMessageId: uuidv7,
    resolveKnown: resolveKnownIn(env, caller.shop),
    lookupFacts: (product) => catalog.get(product),
  })
  refuseIfAllInvalid(collected)
  const visits = await visitAll(env, collected, {
    shop,
    rules: joinRules(identifiersOf(caller.shop)),
    now: receivedAt,
  })
  const newHandle = visits.find((visit) => visit.newHandle)?.newHandle
  await setHandle(c, shop.id, { newHandle, isRevoked: collected.isHandleRevoked })
  const answer = intakeAnswer(visits, collected)
  c.set('answer', answer)
  return c.json(answer)
}
