import { Hono } from 'hono'
import type { ShopIdentifiers } from '../../shared/identity/shop-identifiers.ts'
import type { Env } from '../env.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { claimProfile, earlierClaims } from '../lib/claim.ts'
import { identifierHashes } from '../lib/identifier-hash.ts'
import { identityStub, placeOf, profileStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { identifiersOf } from '../lib/shop-identifiers.ts'
import type { ShopRecord } from '../lib/shop-record.ts'
import { lookupIdentifier } from '../stores/identity/known-identifier.ts'

/** What is known of one person, for the shop's own servers. */
export const profiles = new Hono<AppEnv>()

const PAGE = 500

profiles.get('/v1/profiles/by/:type/:value', async (c) => {
  const { shop } = await secretCaller(c)
  for (const profile of await findProfiles(c.env, shop, c.req.param('type'), c.req.param('value'))) {
    const record = await profileStub(c.env, placeOf(shop), profile).read(shop.id)
    if (record) return c.json(record)
  }
  throw noProfile()
})

profiles.get('/v1/profiles/:id', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const record = await profileStub(c.env, shop, profileId(c.req.param('id'))).read(shop.id)
  if (!record) throw noProfile()
  return c.json(record)
})

/** The events character for character, in order of arrival, a page at a time. */
profiles.get('/v1/profiles/:id/events', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const after = Number(c.req.query('after') ?? 0)
  if (!Number.isInteger(after) || after < 0)
    throw new ApiError(400, 'invalid-cursor', '`after` is the `next` of the page before')
  return c.json(await profileStub(c.env, shop, profileId(c.req.param('id'))).events(shop.id, after, PAGE))
})

profiles.get('/v1/profiles/:id/decisions', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  return c.json({
    decisions: await profileStub(c.env, shop, profileId(c.req.param('id'))).decisions(shop.id),
  })
})

/** How far the audience row, the statistics and the event log have what this person's rows say. */
profiles.get('/v1/profiles/:id/delivery', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  return c.json(await profileStub(c.env, shop, profileId(c.req.param('id'))).delivered(shop.id))
})

/** Erases the person everywhere; asking again is harmless. */
profiles.delete('/v1/profiles/:id', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const profile = profileId(c.req.param('id'))
  if (!(await profileStub(c.env, shop, profile).erase(shop.id))) throw noProfile()
  return c.json({ profile, erased: true })
})

function profileId(id: string): string {
  if (/^[pc]_[0-9a-f]{32}$/.test(id)) return id
  throw new ApiError(
    400,
    'invalid-profile',
    'A profile id looks like p_ or c_ and 32 hex digits; `/v1/profiles/by/user_id/<value>` finds one',
  )
}

/** Where to look: an anonymous id leads to the profile of that claim; every other one to whom the shop vouched for. */
async function findProfiles(env: Env, shop: ShopRecord, type: string, value: string): Promise<string[]> {
  const identifiers = identifiersOf(shop)
  if (type !== 'anonymous_id' && !Object.hasOwn(identifiers.types, type)) throw noType(identifiers)
  const hashes = await identifierHashes(env, { shop: shop.id, identifiers }, type, value)
  if ('refused' in hashes)
    throw new ApiError(400, 'invalid-identifier', `Nobody can be found by this ${type}: ${hashes.refused}`)
  if (type === 'anonymous_id') {
    const claims = [
      await claimProfile(env, shop.id, type, value),
      ...(await earlierClaims(env, shop.id, type, value)),
    ]
    return claims.map(({ profile }) => profile)
  }
  const known = await lookupIdentifier(hashes, (hash) => identityStub(env, placeOf(shop), hash))
  return known === null ? [] : [known]
}

function noType({ types }: ShopIdentifiers): ApiError {
  const known = ['anonymous_id', ...Object.keys(types)].join(', ')
  return new ApiError(
    400,
    'invalid-type',
    `This shop has no such type of identifier; known: ${known}. The setup adds others`,
  )
}

function noProfile(): ApiError {
  return new ApiError(404, 'no-profile', 'Nobody is known by this; they may have been erased')
}
