import { textKey } from '../../shared/identity/identifier-key.ts'
import type { Env } from '../env.ts'
import { toHex } from './digest.ts'
import type { Handle } from './handle.ts'
import { hmac, macText } from './hmac.ts'

/** Kinds of id a browser may claim. */
export type ClaimType = 'anonymous_id' | 'user_id'

/**
 * Where the events of a claimed id are kept: a profile of its own, found from the id alone. Nothing is ever read
 * through a claim, and what is claimed to be somebody never touches the profile that is known to be.
 */
export async function claimProfile(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: ClaimType,
  value: string,
): Promise<Handle> {
  return claimOf(env, shop, type, textKey(value))
}

/** Where the id's events may be besides: before version 2 of the keys a claim was kept by the very text. */
export async function earlierClaims(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: ClaimType,
  value: string,
): Promise<Handle[]> {
  const text = value.trim()
  return text === textKey(value) ? [] : [await claimOf(env, shop, type, text)]
}

async function claimOf(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: ClaimType,
  key: string,
): Promise<Handle> {
  const hash = toHex((await hmac(env.COOKIE_SECRET, macText('claim', shop, type, key))).subarray(0, 16))
  return { source: `c:${hash}`, profile: `c_${hash}` }
}
