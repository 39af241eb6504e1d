import { Hono } from 'hono'
import { uuidv7 } from 'uuidv7'
import type { DecideReply } from '../../shared/schema/decide.ts'
import { readDecide } from '../../shared/schema/intake/read-decide.ts'
import { intakeAnswer } from '../flow/collect/answer.ts'
import { collect } from '../flow/collect/collect.ts'
import { countAnonymous } from '../flow/collect/count-anonymous.ts'
import { resolveKnownIn } from '../flow/collect/resolve-known.ts'
import { visitAll } from '../flow/collect/visit-all.ts'
import { decide } from '../flow/decide/decide.ts'
import { noteDevice } from '../flow/devices/note-device.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { placeOf } from '../lib/object-id.ts'
import { openRequest, personalAnswer } from '../lib/open-request.ts'
import { ApiError } from '../lib/problem.ts'
import { setHandle } from '../lib/set-handle.ts'
import { identifiersOf } from '../lib/shop-identifiers.ts'
import { liveCatalog } from '../stores/catalog/catalog-store.ts'
import { liveConfig } from '../stores/config/config-store.ts'
import { liveStatistics } from '../stores/measure/live-statistics.ts'
import { joinRules } from '../stores/profile/join-people.ts'

/** Events in, blocks out: one call of one profile, and products chosen from memory. */
export const decisions = new Hono<AppEnv>()

decisions.post('/v1/decide', personalAnswer, async (c) => {
  const { text, body, caller } = await openRequest(c)
  const question = readDecide(body)
  if ('reason' in question) throw new ApiError(400, 'invalid-body', `${question.pointer}: ${question.reason}`)
  const isPreflight = c.req.query('preflight') !== undefined
  if (isPreflight && caller.role !== 'secret')
    throw new ApiError(403, 'needs-secret-key', '`?preflight` needs the secret key')

  const { env } = c
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const shop = placeOf(caller.shop)
  const now = Date.now()
  const [live, { catalog }, statistics] = await Promise.all([
    liveConfig(env, shop.id, waitUntil),
    liveCatalog(env, shop.id, waitUntil),
    liveStatistics(env, shop.id, waitUntil),
  ])
  const collected = await collect({
    text,
    body,
    shape: { list: 'events', isOptional: true },
    caller,
    env,
    request: c.req.raw,
    receivedAt: now,
    mintMessageId: uuidv7,
    resolveKnown: resolveKnownIn(env, caller.shop),
    lookupFacts: (product) => catalog.get(product),
  })
  const decisionId = uuidv7()
  const { timing } = c.var
  const visits = await timing.measure('profile', () =>
    visitAll(env, collected, {
      shop,
      rules: joinRules(identifiersOf(caller.shop)),
      now,
      isPreflight,
      decide: { id: decisionId, ...question, configVersion: live.version },
    }),
  )
  const viewer = visits.find(({ isViewer }) => isViewer)
  if (viewer?.visited && !isPreflight)
    noteDevice(env, {
      shop: caller.shop,
      request: c.req.raw,
      page: question.page,
      visited: viewer.visited,
      now,
      waitUntil,
    })
  if (!viewer) countAnonymous(env, { shop, page: question.page, now, waitUntil })
  const blocks = await timing.measure('blocks', () =>
    decide(env, {
      ...question,
      shop: shop.id,
      live,
      catalog,
      statistics,
      view: viewer?.visited?.reply.view ?? null,
      decisionId,
      now,
    }),
  )
  await setHandle(c, shop.id, { newHandle: viewer?.newHandle, isRevoked: collected.isHandleRevoked })
  const taken = intakeAnswer(visits, collected)
  c.set('answer', taken)
  const answer: DecideReply = { ...taken, blocks }
  return c.json(answer, 200, {
    'Server-Timing': timing.header(),
    'Timing-Allow-Origin': c.req.header('Origin') ?? '*',
  })
})
