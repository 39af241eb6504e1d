import type { Env } from '../../env.ts'
import { toHex } from '../../lib/digest.ts'
import { identifierHashes } from '../../lib/identifier-hash.ts'
import { identityStub, placeOf } from '../../lib/object-id.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { claimIdentifier, lookupIdentifier } from '../../stores/identity/known-identifier.ts'
import type { ResolveKnown } from './find-person.ts'

/** Identifiers are looked up in their buckets; the first one to be named by the shop's server gets a new profile. */
export function resolveKnownIn(env: Pick<Env, 'IDENTITY' | 'COOKIE_SECRET'>, shop: ShopRecord): ResolveKnown {
  const place = placeOf(shop)
  const identifiers = identifiersOf(shop)
  const bucketOf = (hash: string) => identityStub(env, place, hash)
  return async (type, value, time) => {
    const hashes = await identifierHashes(env, { shop: shop.id, identifiers }, type, value)
    if ('refused' in hashes) return null
    if (time === null) return lookupIdentifier(hashes, bucketOf)
    return claimIdentifier(hashes, { candidate: newProfile(), eventTime: time }, bucketOf)
  }
}

/** Begins with `p_0`: it answers for the browsers it is joined with. The other 124 bits are random. */
export function newProfile(): string {
  return `p_0${toHex(crypto.getRandomValues(new Uint8Array(16))).slice(1)}`
}
