import type { KnownIdentifier } from '../../../shared/identity/person.ts'
import type { Side } from '../../../shared/schema/identity-upload.ts'
import type { Env } from '../../env.ts'
import { claimProfile } from '../../lib/claim.ts'
import { identifierHashes } from '../../lib/identifier-hash.ts'
import { placeOf } from '../../lib/object-id.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import { resolveKnownIn } from './resolve-known.ts'

/** The profile at the end of what the shop's server names, and the identifier that led there. */
export interface NamedSide {
  profile: string
  known: KnownIdentifier[]
}

/**
 * Whom the shop's server means. An identifier that nobody was known by gets a profile now; a profile must be there.
 * `no-profile`: nobody, or erased; else why the value names nobody.
 */
export async function namedSide(
  env: Env,
  shop: ShopRecord,
  side: Side,
  now: number,
): Promise<NamedSide | 'no-profile' | { refused: string }> {
  if ('profile' in side) {
    const { isSomebody } = await reachPerson(env, placeOf(shop), side.profile, (stub, asked) =>
      stub.head(asked),
    )
    return isSomebody ? { profile: side.profile, known: [] } : 'no-profile'
  }
  const { type, value } = side
  if (type === 'anonymous_id')
    return { profile: (await claimProfile(env, shop.id, 'anonymous_id', value)).profile, known: [] }
  const hashes = await identifierHashes(env, { shop: shop.id, identifiers: identifiersOf(shop) }, type, value)
  if ('refused' in hashes) return hashes
  const profile = await resolveKnownIn(env, shop)(type, value, now)
  return profile === null ? 'no-profile' : { profile, known: [{ type, hash: hashes.hash, home: profile }] }
}
