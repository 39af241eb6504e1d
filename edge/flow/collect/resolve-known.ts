import type { Env } from '../../env.ts'
import { toHex } from '../../lib/digest.ts'
import { identifierHash } from '../../lib/identifier-hash.ts'
import { identityStub, type ShopPlace } from '../../lib/object-id.ts'
import type { ResolveKnown } from './find-person.ts'

/** Identifiers are looked up in their buckets; the first one to be named by the shop's server gets a new profile. */
export function resolveKnownIn(env: Pick<Env, 'IDENTITY' | 'COOKIE_SECRET'>, shop: ShopPlace): ResolveKnown {
  return async (type, value, time) => {
    const hash = await identifierHash(env, shop.id, type, value)
    const bucket = identityStub(env, shop, hash)
    return time === null ? bucket.lookup(hash) : bucket.claim(hash, newProfile(), time)
  }
}

function newProfile(): string {
  return `p_${toHex(crypto.getRandomValues(new Uint8Array(16)))}`
}
