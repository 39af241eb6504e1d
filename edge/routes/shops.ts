import { Hono } from 'hono'
import type { Env } from '../env.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { sha256Hex } from '../lib/digest.ts'
import { shopStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import type { ShopChange } from '../stores/shop/shop.ts'

/** Shops of this deployment; for who runs it, with the admin key. */
export const shops = new Hono<AppEnv>()

/** Makes a shop and shows its keys, once; a later call changes what it names of name and origins. */
shops.put('/v1/shops/:shop', async (c) => {
  await requireAdmin(c.req.raw, c.env.ADMIN_KEY)
  const shop = shopId(c.req.param('shop'))
  const change = readShop((await readJsonBody(c.req.raw)).body)
  assertJurisdiction(c.env, change.jurisdiction)
  const result = await shopStub(c.env, shop).put({ id: shop, ...change }, Date.now())
  if (result.status === 'moved') {
    throw new ApiError(409, 'jurisdiction-fixed', 'A shop stays in the jurisdiction that it was made in')
  }
  c.header('Cache-Control', 'private, no-store')
  const { keys } = result
  return c.json(keys ? { shop, ...keys } : { shop }, keys ? 201 : 200)
})

/** Digests are compared, so that the time taken says nothing about the key. */
async function requireAdmin(request: Request, adminKey: string): Promise<void> {
  const [, given = ''] = /^Bearer (.+)$/i.exec(request.headers.get('Authorization') ?? '') ?? []
  const isAdmin = adminKey !== '' && (await sha256Hex(given)) === (await sha256Hex(adminKey))
  if (!isAdmin)
    throw new ApiError(
      401,
      'unauthorized',
      'This needs the deployment’s admin key as `Authorization: Bearer`',
    )
}

/** Part of every storage name, so it has no separator in it. */
function shopId(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) return id
  throw new ApiError(400, 'invalid-shop', 'A shop id is up to 40 lower-case letters, digits and hyphens')
}

function readShop({ name, origins, jurisdiction }: Record<string, unknown>): ShopChange {
  if (name !== undefined && typeof name !== 'string')
    throw new ApiError(400, 'invalid-body', '`name` is a text')
  if (origins !== undefined && !(Array.isArray(origins) && origins.every(isOrigin))) {
    throw new ApiError(
      400,
      'invalid-body',
      '`origins` is a list such as ["https://www.example.com"], without paths',
    )
  }
  if (jurisdiction !== undefined && jurisdiction !== 'eu' && jurisdiction !== 'fedramp')
    throw new ApiError(400, 'invalid-body', '`jurisdiction` is eu or fedramp')
  return {
    ...(name !== undefined && { name }),
    ...(origins !== undefined && { origins }),
    ...(jurisdiction !== undefined && { jurisdiction }),
  }
}

/** Asked before the shop is made: a runtime without jurisdictions could never reach its objects. */
function assertJurisdiction(env: Pick<Env, 'PROFILE'>, jurisdiction: ShopChange['jurisdiction']): void {
  if (!jurisdiction) return
  try {
    env.PROFILE.jurisdiction(jurisdiction)
  } catch {
    throw new ApiError(400, 'no-jurisdictions', 'This runtime cannot keep objects in a jurisdiction')
  }
}

function isOrigin(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^https?:\/\//.test(value) &&
    URL.canParse(value) &&
    new URL(value).origin === value
  )
}
