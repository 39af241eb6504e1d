import { type Context, Hono } from 'hono'
import { uuidv7 } from 'uuidv7'
import { EVENT_TYPES } from '../../shared/schema/intake/read-item.ts'
import { type Collected, collect } from '../flow/collect/collect.ts'
import type { BodyShape } from '../flow/collect/read-events.ts'
import { resolveKnownIn } from '../flow/collect/resolve-known.ts'
import { sendVisit } from '../flow/collect/send-visit.ts'
import { type Visited, visitPerson } from '../flow/collect/visit-person.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { requireSecret } from '../lib/caller.ts'
import { clearedCookie, handleCookie, mintHandle } from '../lib/handle.ts'
import { mapLimited } from '../lib/map-limited.ts'
import { placeOf } from '../lib/object-id.ts'
import { openRequest, personalAnswer } from '../lib/open-request.ts'
import { ApiError } from '../lib/problem.ts'
import { liveCatalog } from '../stores/catalog/catalog-store.ts'

/** Segment's HTTP API, and the short addresses that its browser client uses. */
export const intake = new Hono<AppEnv>()

for (const type of EVENT_TYPES) {
  intake.on('POST', [`/v1/${type}`, `/v1/${type[0]}`], personalAnswer, (c) => take(c, { type }))
}
intake.on('POST', ['/v1/batch', '/v1/b'], personalAnswer, (c) => take(c, { list: 'batch' }))

/** How many people of a batch are visited at once: a Worker has six connections. */
const VISITS = 6

async function take(c: Context<AppEnv>, shape: BodyShape): Promise<Response> {
  const { text, body, caller } = await openRequest(c)
  if ('type' in shape && shape.type === 'alias') requireSecret(caller)
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
    resolveKnown: resolveKnownIn(env, shop),
    lookupFacts: (product) => catalog.get(product),
  })
  refuseIfAllInvalid(collected)
  const visits = await mapLimited(collected.groups, VISITS, async (group) => {
    const visited = await visitPerson(group, {
      shop,
      now: receivedAt,
      send: (visit) => sendVisit(env, visit),
      mint: () => mintHandle(env, shop.id),
    })
    return { visited, events: group.events.length }
  })

  const newcomer = visits.find(({ visited }) => visited?.person.isNew)?.visited
  if (newcomer) c.header('Set-Cookie', await handleCookie(env, shop.id, newcomer.person))
  else if (collected.isHandleRevoked) c.header('Set-Cookie', clearedCookie(shop.id))
  return c.json({ ...count(visits, collected), invalid: collected.invalid })
}

/** 400 for a request of which nothing is left; where some events are good, the bad ones are named in the answer. */
function refuseIfAllInvalid({ groups, invalid, withheld }: Collected): void {
  const isEmpty = withheld === 0 && groups.every(({ events }) => events.length === 0)
  if (!isEmpty || invalid.length === 0) return
  const [first] = invalid
  throw new ApiError(400, 'invalid-events', `No event could be accepted; the first: ${first!.reason}`, {
    errors: invalid.map(({ index, pointer, reason }) => ({ index, pointer, detail: reason })),
  })
}

function count(visits: readonly { visited: Visited | undefined; events: number }[], { withheld }: Collected) {
  const counts = { accepted: 0, duplicates: 0, withheld }
  for (const { visited, events } of visits) {
    counts.accepted += visited?.reply.stored ?? 0
    counts.duplicates += visited?.reply.duplicates ?? 0
    counts.withheld += visited ? visited.reply.withheld : events
  }
  return counts
}
