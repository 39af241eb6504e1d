import { Hono } from 'hono'
import { findProfiles, noProfile, profileId } from '../flow/privacy/find-profiles.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { placeOf } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { reachPerson } from '../stores/profile/reach.ts'

/** What is known of one person, for the shop's own servers. */
export const profiles = new Hono<AppEnv>()

const PAGE = 500

profiles.get('/v1/profiles/by/:type/:value', async (c) => {
  const { shop } = await secretCaller(c)
  const place = placeOf(shop)
  for (const profile of await findProfiles(c.env, shop, c.req.param('type'), c.req.param('value'))) {
    const record = await reachPerson(c.env, place, profile, (stub, asked) => stub.read(asked))
    if (record) return c.json(record)
  }
  throw noProfile()
})

profiles.get('/v1/profiles/:id', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const record = await reachPerson(c.env, shop, profileId(c.req.param('id')), (stub, asked) =>
    stub.read(asked),
  )
  if (!record) throw noProfile()
  return c.json(record)
})

/** The events character for character, in order of arrival, a page at a time. */
profiles.get('/v1/profiles/:id/events', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const after = Number(c.req.query('after') ?? 0)
  if (!Number.isInteger(after) || after < 0)
    throw new ApiError(400, 'invalid-cursor', '`after` is the `next` of the page before')
  const profile = profileId(c.req.param('id'))
  const page = await reachPerson(c.env, shop, profile, (stub, asked) => stub.events(asked, after, PAGE))
  if (!page) throw noProfile()
  return c.json(page)
})

profiles.get('/v1/profiles/:id/decisions', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const profile = profileId(c.req.param('id'))
  const found = await reachPerson(c.env, shop, profile, (stub, asked) => stub.decisions(asked))
  if (!found) throw noProfile()
  return c.json(found)
})

/** How far the audience row, the statistics and the event log have what this person's rows say. */
profiles.get('/v1/profiles/:id/delivery', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const profile = profileId(c.req.param('id'))
  const delivered = await reachPerson(c.env, shop, profile, (stub, asked) => stub.delivered(asked))
  if (!delivered) throw noProfile()
  return c.json(delivered)
})

/** Erases the person everywhere, with everybody joined to them; asking again is harmless. */
profiles.delete('/v1/profiles/:id', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const profile = profileId(c.req.param('id'))
  const { erased } = await reachPerson(c.env, shop, profile, (stub, asked) => stub.erase(asked))
  if (!erased) throw noProfile()
  return c.json({ profile, erased: true })
})
