import { identifierKeys, textKey } from '../../shared/identity/identifier-key.ts'
import type { ShopIdentifiers } from '../../shared/identity/shop-identifiers.ts'
import type { Env } from '../env.ts'
import { toHex } from './digest.ts'
import { hmac, macText } from './hmac.ts'

/**
 * What stands for an id that is taken as it is, a user id or that of an order, in the identity buckets: keyed and per
 * shop, so that neither a stolen table nor another shop can be searched with a list of ids. 128 bits, hex.
 */
export function identifierHash(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: string,
  value: string,
): Promise<string> {
  return keyHash(env, shop, type, textKey(value))
}

/** What a value of any type is stored and found by: the hashes of {@link identifierKeys}. */
export interface IdentifierHashes {
  hash: string
  /** Wider, where the shop says that several spellings are one. */
  loose?: string
  /** Of earlier versions; only ever looked up. */
  earlier: string[]
}

/** The hashes of an identifier of a person, or why the value is none. */
export async function identifierHashes(
  env: Pick<Env, 'COOKIE_SECRET'>,
  { shop, identifiers }: { shop: string; identifiers: ShopIdentifiers },
  type: string,
  value: string,
): Promise<IdentifierHashes | { refused: string }> {
  const keys = identifierKeys(type, value, identifiers)
  if ('refused' in keys) return keys
  const hashOf = (key: string) => keyHash(env, shop, type, key)
  return {
    hash: await hashOf(keys.key),
    ...(keys.loose !== undefined && { loose: await hashOf(keys.loose) }),
    earlier: await Promise.all(keys.earlier.map(hashOf)),
  }
}

async function keyHash(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: string,
  key: string,
): Promise<string> {
  const text = macText('identifier', shop, type, key)
  return toHex((await hmac(env.COOKIE_SECRET, text)).subarray(0, 16))
}
