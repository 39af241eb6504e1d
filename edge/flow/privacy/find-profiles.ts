import type { ShopIdentifiers } from '../../../shared/identity/shop-identifiers.ts'
import type { Env } from '../../env.ts'
import { claimProfile, earlierClaims } from '../../lib/claim.ts'
import { identifierHashes } from '../../lib/identifier-hash.ts'
import { identityStub, placeOf } from '../../lib/object-id.ts'
import { ApiError } from '../../lib/problem.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { lookupIdentifier } from '../../stores/identity/known-identifier.ts'

/** A profile id as it was sent, or 400. */
export function profileId(id: string): string {
  if (/^[pc]_[0-9a-f]{32}$/.test(id)) return id
  throw new ApiError(
    400,
    'invalid-profile',
    'A profile id looks like p_ or c_ and 32 hex digits; `/v1/profiles/by/user_id/<value>` finds one',
  )
}

/** Where to look: an anonymous id leads to the profile of that claim; every other one to whom the shop vouched for. */
export async function findProfiles(
  env: Env,
  shop: ShopRecord,
  type: string,
  value: string,
): Promise<string[]> {
  const identifiers = identifiersOf(shop)
  if (type !== 'anonymous_id' && !Object.hasOwn(identifiers.types, type)) throw noType(identifiers)
  const hashes = await identifierHashes(env, { shop: shop.id, identifiers }, type, value)
  if ('refused' in hashes)
    throw new ApiError(400, 'invalid-identifier', `Nobody can be found by this ${type}: ${hashes.refused}`)
  if (type === 'anonymous_id') {
    const claims = [
      await claimProfile(env, shop.id, type, value),
      ...(await earlierClaims(env, shop.id, type, value)),
    ]
    return claims.map(({ profile }) => profile)
  }
  const known = await lookupIdentifier(hashes, (hash) => identityStub(env, placeOf(shop), hash))
  return known === null ? [] : [known]
}

function noType({ types }: ShopIdentifiers): ApiError {
  const known = ['anonymous_id', ...Object.keys(types)].join(', ')
  return new ApiError(
    400,
    'invalid-type',
    `This shop has no such type of identifier; known: ${known}. The setup adds others`,
  )
}

export function noProfile(): ApiError {
  return new ApiError(404, 'no-profile', 'Nobody is known by this; they may have been erased')
}
