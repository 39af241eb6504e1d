import type { Env } from '../../env.ts'
import { placeOf } from '../../lib/object-id.ts'
import { ApiError } from '../../lib/problem.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { findProfiles, noProfile, profileId } from './find-profiles.ts'
import type { Whose } from './person-object.ts'

/** Everybody a body names: by `profile`, or by `type` and `value` of an identifier. 404 where nobody is known by it. */
export async function namedPeople(
  env: Env,
  shop: ShopRecord,
  { profile, type, value }: Record<string, unknown>,
): Promise<[Whose, ...Whose[]]> {
  const found = await profilesNamed(env, shop, profile, type, value)
  const people = found.map((each): Whose => ({ shop: placeOf(shop), profile: each }))
  const [first, ...others] = people
  if (!first) throw noProfile()
  return [first, ...others]
}

async function profilesNamed(env: Env, shop: ShopRecord, profile: unknown, type: unknown, value: unknown) {
  if (typeof profile === 'string') return [profileId(profile)]
  if (typeof type === 'string' && typeof value === 'string') return findProfiles(env, shop, type, value)
  throw new ApiError(
    400,
    'no-person',
    'Name the person: `{"profile": "p_…"}`, or `{"type": "user_id", "value": "…"}`',
  )
}
