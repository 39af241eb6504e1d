import { Hono } from 'hono'
import type { KnownField } from '../../shared/fields/field-facts.ts'
import { settingOf } from '../../shared/fields/setting-of.ts'
import { readFieldEdit } from '../../shared/schema/field-edit.ts'
import type { Env } from '../env.ts'
import { coverageOf } from '../flow/fields/coverage.ts'
import { editFields } from '../flow/fields/edit-fields.ts'
import { noProfile, profileId } from '../flow/privacy/find-profiles.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { fieldsStub, placeOf, type ShopPlace } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { publishedSetup } from '../stores/config/published-reading.ts'
import { reachPerson } from '../stores/profile/reach.ts'

/** The fields of a shop's events: what was seen, what was made of it, and what is known by it of one person. */
export const fields = new Hono<AppEnv>()

fields.get('/v1/fields', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const [listing, settings, reread] = await Promise.all([
    fieldsStub(c.env, shop).list(shop.id),
    publishedSetup(c.env, shop.id).then(({ fields = {} }) => fields),
    coverageOf(c.env, shop),
  ])
  return c.json({
    ...listing,
    fields: listing.fields.map(({ examples, ...field }) => {
      const found = settingOf(field.path, settings)
      const isPersonal = found?.setting.personal === true
      return { ...field, examples: isPersonal ? [] : examples, ...(found && { classified: found.setting }) }
    }),
    reread,
  })
})

/** What is known of a person by classified fields: clean value, original, source and time. */
fields.get('/v1/profiles/:id/fields', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  return c.json(await factsOf(c.env, shop, profileId(c.req.param('id'))))
})

/** An edit by hand: a statement with the editor's name. */
fields.put('/v1/profiles/:id/fields', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const profile = profileId(c.req.param('id'))
  const reading = readFieldEdit((await readJsonBody(c.req.raw)).body)
  if (!reading.ok) {
    const { pointer, reason } = reading
    throw new ApiError(400, 'invalid-fields', reason, { errors: [{ pointer, detail: reason }] })
  }
  const edited = await editFields(c.env, { shop, profile, edit: reading.edit, now: Date.now() })
  if (!edited) throw noProfile()
  if (edited.isWithheld)
    throw new ApiError(
      409,
      'withheld',
      'This person does not agree to be kept, so nothing was stated of them',
    )
  return c.json(await factsOf(c.env, shop, profile))
})

async function factsOf(env: Env, shop: ShopPlace, profile: string) {
  const found = await reachPerson(env, shop, profile, (stub, asked) => stub.fields(asked))
  if (!found) throw noProfile()
  const facts = JSON.parse(found.known) as KnownField[]
  return { profile, fields: facts.map(({ name, fact, values }) => ({ name, ...fact, values })) }
}
