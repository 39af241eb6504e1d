import { Hono } from 'hono'
import { findProfiles, noProfile, profileId } from '../flow/privacy/find-profiles.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { placeOf, profileStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { secretCaller } from '../lib/secret-caller.ts'

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
