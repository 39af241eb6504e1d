import { networkPrefix } from '../../shared/identity/devices/network-prefix.ts'
import type { Env } from '../env.ts'
import { toHex } from './digest.ts'
import { hmac, macText } from './hmac.ts'

/** Places have to be compared over weeks, and no longer: after so long a network gets another pseudonym. */
const PERIOD_MS = 28 * 86_400_000

/**
 * What stands for the network that a request came from: keyed, per shop and period, of a prefix that many share. The
 * address itself is kept nowhere. 64 bits, hex; null = not known, or no public address.
 */
export async function networkPseudonym(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  request: Request,
  now: number,
): Promise<string | null> {
  const prefix = networkPrefix(request.headers.get('CF-Connecting-IP') ?? '')
  if (prefix === null) return null
  const text = macText('network', shop, String(Math.floor(now / PERIOD_MS)), prefix)
  return toHex((await hmac(env.COOKIE_SECRET, text)).subarray(0, 8))
}
