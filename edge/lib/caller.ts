import type { Env } from '../env.ts'
import { sha256Hex } from './digest.ts'
import { logLine } from './log.ts'
import { ApiError } from './problem.ts'
import { Refreshed, type WaitUntil } from './refreshed.ts'
import { requestKey, unauthorized } from './request-key.ts'
import type { ShopRecord } from './shop-record.ts'

/** The public key appends; the secret key belongs to the shop's servers. */
export type Role = 'public' | 'secret'

export interface Caller {
  shop: ShopRecord
  role: Role
  /** Names the key in quotas and logs without giving it away. */
  keyId: string
}

interface KeyRecord {
  shop: string
  role: Role
}

type CallerEnv = Pick<Env, 'KV' | 'REFRESH_MS'>

const keys = new Refreshed<KeyRecord, CallerEnv>({
  load: (digest, env) => env.KV.get<KeyRecord>(`key/${digest}`, 'json'),
  refreshMs: (env) => env.REFRESH_MS,
  isStrict: true,
  maxEntries: 10_000,
  onError: (digest, error) =>
    logLine('warn', { at: 'caller.key', key: digest.slice(0, KEY_ID_LENGTH), error }),
})

const shops = new Refreshed<ShopRecord, CallerEnv>({
  load: (shop, env) => env.KV.get<ShopRecord>(`shop/${shop}`, 'json'),
  refreshMs: (env) => env.REFRESH_MS,
  isStrict: true,
  maxEntries: 10_000,
  onError: (shop, error) => logLine('warn', { at: 'caller.shop', shop, error }),
})

/** 64 bits of the digest: enough to tell a shop's keys apart. */
const KEY_ID_LENGTH = 16

/** Which shop is calling, and as what: decided by the key alone, whatever else the request says. 401 if unknown. */
export async function resolveCaller(
  request: Request,
  bodyKey: unknown,
  env: CallerEnv,
  ctx: { waitUntil: WaitUntil },
): Promise<Caller> {
  const waitUntil: WaitUntil = (work) => ctx.waitUntil(work)
  const digest = await keyDigest(requestKey(request, bodyKey))
  const key = await keys.get(digest, env, waitUntil).catch(unavailable)
  const shop = key && (await shops.get(key.shop, env, waitUntil).catch(unavailable))
  if (!shop)
    throw unauthorized('This key is not known here; a new one takes up to a minute to be known everywhere')
  return { shop, role: key.role, keyId: digest.slice(0, KEY_ID_LENGTH) }
}

/** Digests of the keys that shops call with, over and over. */
const digests = new Map<string, string>()
const MAX_DIGESTS = 1000

async function keyDigest(key: string): Promise<string> {
  const known = digests.get(key)
  if (known) return known
  const digest = await sha256Hex(key)
  if (digests.size >= MAX_DIGESTS) digests.clear()
  digests.set(key, digest)
  return digest
}

/** The record of a shop whose name comes from us (a queue, a timer, an address), or null. */
export function readShop(
  shop: string,
  env: CallerEnv,
  ctx: { waitUntil: WaitUntil },
): Promise<ShopRecord | null> {
  return shops.get(shop, env, (work) => ctx.waitUntil(work))
}

/** 403 unless the caller holds the secret key. */
export function requireSecret(caller: Caller): void {
  if (caller.role !== 'secret') {
    throw new ApiError(
      403,
      'needs-secret-key',
      'This needs the secret key; call it from the shop’s server, never from a page',
    )
  }
}

/** A key that cannot be looked up is not a wrong key: clients must keep their events and come again. */
function unavailable(cause: unknown): never {
  throw new ApiError(503, 'unavailable', 'Keys cannot be looked up at the moment', {
    cause,
    headers: { 'Retry-After': '2' },
  })
}
