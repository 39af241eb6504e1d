import { type Context, Hono } from 'hono'
import { readPair } from '../../shared/schema/identity-upload.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { devicesStub, placeOf } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { identifiersOf } from '../lib/shop-identifiers.ts'
import { linksOf } from '../stores/devices/all-buckets.ts'
import type { DeviceLink, LinkState } from '../stores/devices/contract.ts'
import { joinPeople, joinRules } from '../stores/profile/join-people.ts'
import { unlink } from '../stores/profile/lend-to.ts'

/** Devices that may be one person's: what a human is asked, and what is linked for personalization meanwhile. */
export const deviceLinks = new Hono<AppEnv>()

deviceLinks.get('/v1/identity/suggestions', async (c) =>
  c.json({ suggestions: await inState(c, 'suggested') }),
)

deviceLinks.get('/v1/identity/soft-links', async (c) => c.json({ links: await inState(c, 'linked') }))

/** They are one person: joined by an edge, with what speaks for it as its evidence. */
deviceLinks.post('/v1/identity/suggestions/accept', async (c) => {
  const { shop, pair } = await pairOf(c)
  const link = await decided(c, { shop, pair, state: 'accepted', from: ['suggested', 'linked'] })
  const reply = await joinPeople(c.env, placeOf(shop), {
    ...pair,
    at: link.at,
    evidence: { kind: 'devices', reason: link.evidence.join('; ').slice(0, 500) },
    known: [],
    rules: joinRules(identifiersOf(shop)),
  })
  if (reply.status === 'joined' || reply.status === 'already')
    return c.json({ status: reply.status, profile: reply.head, edge: reply.edge })
  await devicesStub(c.env, placeOf(shop), pair.a).decide(shop.id, {
    ...pair,
    state: 'refused',
    from: ['accepted'],
  })
  if (reply.status === 'erased') throw noPair()
  throw new ApiError(409, 'not-one-person', 'They may not be joined; the pair is not proposed again')
})

/** They are two, and are not asked about again. */
deviceLinks.post('/v1/identity/suggestions/refuse', async (c) => {
  const asked = await pairOf(c)
  return c.json(shown(await decided(c, { ...asked, state: 'refused', from: ['suggested', 'linked'] })))
})

/** Takes a soft link away, for good. */
deviceLinks.post('/v1/identity/soft-links/undo', async (c) => {
  const asked = await pairOf(c)
  return c.json(shown(await decided(c, { ...asked, state: 'refused', from: ['linked'] })))
})

async function inState(c: Context<AppEnv>, state: LinkState) {
  const shop = placeOf((await secretCaller(c)).shop)
  return (await linksOf(c.env, shop)).filter((link) => link.state === state).map(shown)
}

async function pairOf(c: Context<AppEnv>) {
  const { shop } = await secretCaller(c)
  const pair = readPair((await readJsonBody(c.req.raw)).body)
  if ('pointer' in pair) throw new ApiError(400, 'invalid-body', `\`${pair.pointer}\` ${pair.reason}`)
  return { shop, pair }
}

async function decided(
  c: Context<AppEnv>,
  { shop, pair, ...wish }: Awaited<ReturnType<typeof pairOf>> & { state: LinkState; from: LinkState[] },
): Promise<DeviceLink> {
  const link = await devicesStub(c.env, placeOf(shop), pair.a).decide(shop.id, { ...pair, ...wish })
  if (!link) throw noPair()
  await unlink(c.env, placeOf(shop), pair)
  return link
}

function shown({ at, ...link }: DeviceLink) {
  return { ...link, at: new Date(at).toISOString() }
}

function noPair(): ApiError {
  return new ApiError(
    404,
    'no-pair',
    'These two are not proposed; GET /v1/identity/suggestions and /v1/identity/soft-links list those that are',
  )
}
