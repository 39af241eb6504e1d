import { Hono } from 'hono'
import { readProducts } from '../../shared/schema/catalog-upload.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { ApiError } from '../lib/problem.ts'
import { readText } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { putCatalog, readCatalogPointer } from '../stores/catalog/catalog-store.ts'

const MAX_BYTES = 64_000_000

/** The shop's products. */
export const catalog = new Hono<AppEnv>()

catalog.get('/v1/catalog', async (c) => {
  const { shop } = await secretCaller(c)
  const pointer = await readCatalogPointer(c.env, shop.id)
  if (!pointer) throw new ApiError(404, 'no-catalog', 'No catalogue has been sent yet; PUT one')
  return c.json(pointer)
})

/** Replaces the whole catalogue. Bad products are refused one by one; if none is good the last catalogue stays. */
catalog.put('/v1/catalog', async (c) => {
  const { shop } = await secretCaller(c)
  const { products } = parseBody(await readText(c.req.raw, MAX_BYTES))
  const { accepted, invalid } = readProducts(products)
  if (accepted.length === 0) {
    throw new ApiError(400, 'invalid-catalog', 'Not one product could be read; the last catalogue stays', {
      errors: invalid.map(({ index, pointer, reason }) => ({ index, pointer, detail: reason })),
    })
  }
  const pointer = await putCatalog(c.env, shop.id, accepted, Date.now())
  return c.json({ accepted: accepted.length, invalid, sha256: pointer.sha256 })
})

function parseBody(text: string): { products: unknown[] } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new ApiError(400, 'invalid-json', 'The body is not JSON', { cause })
  }
  const products = (body as { products?: unknown } | null)?.products
  if (!Array.isArray(products)) throw new ApiError(400, 'invalid-body', 'The body is `{"products": [ … ]}`')
  return { products }
}
