import type { Env } from '../env.ts'
import { toHex } from './digest.ts'
import { hmac, macText } from './hmac.ts'

/**
 * What stands for an identifier in the identity buckets: keyed and per shop, so that neither a stolen table nor
 * another shop can be searched with a list of addresses. 128 bits, hex.
 */
export async function identifierHash(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  type: string,
  value: string,
): Promise<string> {
  const text = macText('identifier', shop, type, normaliseIdentifier(type, value))
  return toHex((await hmac(env.COOKIE_SECRET, text)).subarray(0, 16))
}

/** One person's spellings of an identifier as one: `Ada@Example.com ` is `ada@example.com`. Ids are taken as they are. */
export function normaliseIdentifier(type: string, value: string): string {
  const text = value.normalize('NFC').trim()
  if (type === 'email') return text.toLowerCase()
  if (type === 'phone') return text.replace(/^00/, '+').replace(/[^\d+]/g, '')
  return text
}
