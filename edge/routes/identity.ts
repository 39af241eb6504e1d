import { Hono } from 'hono'
import { readMerge, readSplit, type Side } from '../../shared/schema/identity-upload.ts'
import type { Env } from '../env.ts'
import { type NamedSide, namedSide } from '../flow/collect/named-side.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { placeOf } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { identifiersOf } from '../lib/shop-identifiers.ts'
import type { ShopRecord } from '../lib/shop-record.ts'
import type { JoinRefusal } from '../stores/profile/join-contract.ts'
import { joinPeople, joinRules, splitPeople } from '../stores/profile/join-people.ts'
import { reachPerson } from '../stores/profile/reach.ts'

/** Who is one person with whom, by the word of the shop. */
export const identity = new Hono<AppEnv>()

/** Says that two identifiers or profiles are one person; said again it changes nothing. */
identity.post('/v1/identity/merge', async (c) => {
  const { shop } = await secretCaller(c)
  const told = readMerge((await readJsonBody(c.req.raw)).body)
  if ('pointer' in told) throw new ApiError(400, 'invalid-body', `\`${told.pointer}\` ${told.reason}`)
  const now = Date.now()
  const a = await sideOf(c.env, shop, { side: told.a, pointer: '/a', now })
  const b = await sideOf(c.env, shop, { side: told.b, pointer: '/b', now })
  if (a.profile === b.profile) return c.json({ status: 'already', profile: a.profile })
  const reply = await joinPeople(c.env, placeOf(shop), {
    a: a.profile,
    b: b.profile,
    at: now,
    evidence: { kind: 'manual', ...(told.reason !== undefined && { reason: told.reason }) },
    known: [...a.known, ...b.known],
    rules: joinRules(identifiersOf(shop)),
  })
  if (reply.status === 'erased') throw noProfile('One of the two')
  if (reply.status === 'refused') throw new ApiError(409, 'not-one-person', whyNot(reply.refusal))
  return c.json({ status: reply.status, profile: reply.head, edge: reply.edge })
})

/** Takes an edge away: what it alone held together is apart again, as if it had never been joined. */
identity.post('/v1/identity/split', async (c) => {
  const { shop } = await secretCaller(c)
  const told = readSplit((await readJsonBody(c.req.raw)).body)
  if ('pointer' in told) throw new ApiError(400, 'invalid-body', `\`${told.pointer}\` ${told.reason}`)
  const reply = await splitPeople(c.env, placeOf(shop), told)
  if (reply.status === 'erased') throw noProfile('This person')
  if (reply.status === 'unknown')
    throw new ApiError(
      404,
      'no-edge',
      'This person has no such edge; GET /v1/profiles/:id/identity lists them',
    )
  return c.json(reply)
})

identity.get('/v1/profiles/:id/identity', async (c) => {
  const shop = placeOf((await secretCaller(c)).shop)
  const id = c.req.param('id')
  if (!/^[pc]_[0-9a-f]{32}$/.test(id))
    throw new ApiError(400, 'invalid-profile', 'A profile id looks like p_ or c_ and 32 hex digits')
  const record = await reachPerson(c.env, shop, id, (stub, asked) => stub.identity(asked))
  if (!record) throw noProfile('Nobody')
  return c.json(record)
})

async function sideOf(
  env: Env,
  shop: ShopRecord,
  { side, pointer, now }: { side: Side; pointer: string; now: number },
): Promise<NamedSide> {
  const found = await namedSide(env, shop, side, now)
  if (found === 'no-profile') throw noProfile(`\`${pointer}\``)
  if ('refused' in found) throw new ApiError(400, 'invalid-body', `\`${pointer}/value\`: ${found.refused}`)
  return found
}

function whyNot(refusal: JoinRefusal): string {
  switch (refusal.reason) {
    case 'different-unique-ids':
      return `They are known by different values of \`${refusal.type}\`, of which a person has one`
    case 'limit':
      return `Together they would have more than ${refusal.limit} of \`${refusal.type}\``
    case 'undone':
      return 'This was taken apart before'
  }
}

function noProfile(who: string): ApiError {
  return new ApiError(404, 'no-profile', `${who} is nobody who is known here; they may have been erased`)
}
