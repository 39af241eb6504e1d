import { Hono } from 'hono'
import { durationMs } from '../../shared/lib/duration.ts'
import { PROOF_LIFE } from '../../shared/schema/config/proof-setup.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { MAX_SECRETS } from '../lib/identity-secrets.ts'
import { shopStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'

/** What the shop's server signs proofs of login with, and how it is replaced without anybody being logged out. */
export const identitySecrets = new Hono<AppEnv>()

identitySecrets.get('/v1/identity-secrets', async (c) => {
  const { shop } = await secretCaller(c)
  return c.json({ secrets: await shopStub(c.env, shop.id).identitySecrets(Date.now()) })
})

/** Makes a new one and shows it, once; the ones before it go after `retireAfter`. */
identitySecrets.post('/v1/identity-secrets', async (c) => {
  const { shop } = await secretCaller(c)
  const { body } = await readJsonBody(c.req.raw)
  const now = Date.now()
  const added = await shopStub(c.env, shop.id).addIdentitySecret(now + retireAfterMs(body.retireAfter), now)
  if (added.status === 'too many') {
    throw new ApiError(
      409,
      'too-many-secrets',
      `${MAX_SECRETS} identity secrets hold already; DELETE /v1/identity-secrets/<id> takes one away that was replaced`,
    )
  }
  const { secret, secrets } = added
  return c.json({ id: secrets.at(-1)!.id, identitySecret: secret, secrets }, 201)
})

/** Takes one away at once: what was signed with it is refused as soon as the copies are everywhere. */
identitySecrets.delete('/v1/identity-secrets/:id', async (c) => {
  const { shop } = await secretCaller(c)
  const secrets = await shopStub(c.env, shop.id).removeIdentitySecret(c.req.param('id'), Date.now())
  if (!secrets) {
    throw new ApiError(
      404,
      'no-secret',
      'No identity secret of this id was replaced and still holds; the one in use goes only after a new one was made',
    )
  }
  return c.json({ secrets })
})

function retireAfterMs(stated: unknown): number {
  if (stated === undefined || stated === null) return PROOF_LIFE.usual
  const ms = typeof stated === 'string' ? durationMs(stated) : null
  if (ms !== null && ms <= PROOF_LIFE.most) return ms
  throw new ApiError(
    400,
    'invalid-body',
    '`retireAfter` is a duration of at most 31 days such as "24h": for how long what the page has got still holds',
  )
}
