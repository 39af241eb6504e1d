import { type Catalog, makeCatalog } from '../../../shared/recommend/catalog.ts'
import type { Product } from '../../../shared/schema/product.ts'
import type { Env } from '../../env.ts'
import { sha256Hex } from '../../lib/digest.ts'
import { logLine } from '../../lib/log.ts'
import { Refreshed, type WaitUntil } from '../../lib/refreshed.ts'

/** What KV holds of a shop's catalogue: where the artifact is, and the one before it. */
export interface CatalogPointer {
  sha256: string
  products: number
  at: number
  previous: string | null
}

export interface LiveCatalog {
  sha256: string
  catalog: Catalog
}

type CatalogEnv = Pick<Env, 'KV' | 'BLOBS' | 'REFRESH_MS'>

const catalogs = new Refreshed<LiveCatalog, CatalogEnv>({
  load: loadCatalog,
  refreshMs: (env) => env.REFRESH_MS,
  maxEntries: 50,
  onError: (shop, error) => logLine('warn', { at: 'catalog', shop, error }),
})

/** Parsed artifacts by checksum: a refresh that finds the same pointer costs one KV read. */
const parsed = new Map<string, LiveCatalog>()
const MAX_PARSED = 50

const NO_PRODUCTS: LiveCatalog = { sha256: '', catalog: makeCatalog([]) }

/** The shop's catalogue from memory; empty for a shop that has sent none. */
export async function liveCatalog(env: CatalogEnv, shop: string, waitUntil: WaitUntil): Promise<LiveCatalog> {
  return (await catalogs.get(shop, env, waitUntil)) ?? NO_PRODUCTS
}

/**
 * Stores a whole catalogue: first the immutable artifact, named by its checksum, then the pointer. What was there
 * before stays in reach.
 */
export async function putCatalog(
  env: CatalogEnv,
  shop: string,
  products: readonly Product[],
  now: number,
): Promise<CatalogPointer> {
  const text = JSON.stringify(products)
  const sha256 = await sha256Hex(text)
  const before = await env.KV.get<CatalogPointer>(pointerKey(shop), 'json')
  await env.BLOBS.put(artifactKey(shop, sha256), text)
  const previous = before && before.sha256 !== sha256 ? before.sha256 : (before?.previous ?? null)
  const pointer = { sha256, products: products.length, at: now, previous }
  await env.KV.put(pointerKey(shop), JSON.stringify(pointer))
  return pointer
}

export function readCatalogPointer(env: CatalogEnv, shop: string): Promise<CatalogPointer | null> {
  return env.KV.get<CatalogPointer>(pointerKey(shop), 'json')
}

async function loadCatalog(shop: string, env: CatalogEnv): Promise<LiveCatalog | null> {
  const pointer = await readCatalogPointer(env, shop)
  if (!pointer) return null
  const current = await loadArtifact(env, shop, pointer.sha256)
  if (current) return current
  logLine('error', { at: 'catalog', shop, error: `artifact ${pointer.sha256} is missing or damaged` })
  return pointer.previous ? loadArtifact(env, shop, pointer.previous) : null
}

/** The artifact if it is what its name says, else null. */
async function loadArtifact(env: CatalogEnv, shop: string, sha256: string): Promise<LiveCatalog | null> {
  const key = artifactKey(shop, sha256)
  const known = parsed.get(key)
  if (known) return known
  const text = await (await env.BLOBS.get(key))?.text()
  if (text === undefined || (await sha256Hex(text)) !== sha256) return null
  const live = { sha256, catalog: makeCatalog(JSON.parse(text) as Product[]) }
  if (parsed.size >= MAX_PARSED) parsed.delete(parsed.keys().next().value!)
  parsed.set(key, live)
  return live
}

function pointerKey(shop: string): string {
  return `catalog/${shop}`
}

function artifactKey(shop: string, sha256: string): string {
  return `catalog/${shop}/${sha256}.json`
}
