import { Hono } from 'hono'
import type { AppEnv } from '../lib/app-env.ts'
import { sha256Hex } from '../lib/digest.ts'
import { shopStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'

/** Shops of this deployment; for who runs it, with the admin key. */
export const shops = new Hono<AppEnv>()

/** Makes a shop and shows its keys, once; a later call changes name and origins. */
shops.put('/v1/shops/:shop', async (c) => {
  await requireAdmin(c.req.raw, c.env.ADMIN_KEY)
  const shop = shopId(c.req.param('shop'))
  const { name, origins } = readShop((await readJsonBody(c.req.raw)).body, shop)
  const keys = await shopStub(c.env, shop).put({ id: shop, name, origins }, Date.now())
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

function readShop(
  { name, origins = [] }: Record<string, unknown>,
  shop: string,
): { name: string; origins: string[] } {
  if (name !== undefined && typeof name !== 'string')
    throw new ApiError(400, 'invalid-body', '`name` is a text')
  if (!Array.isArray(origins) || !origins.every(isOrigin)) {
    throw new ApiError(
      400,
      'invalid-body',
      '`origins` is a list such as ["https://www.example.com"], without paths',
    )
  }
  return { name: name ?? shop, origins }
}

function isOrigin(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^https?:\/\//.test(value) &&
    URL.canParse(value) &&
    new URL(value).origin === value
  )
}
