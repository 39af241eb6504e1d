import type { Env } from '../env.ts'
import type { Caller } from './caller.ts'
import { tooManyRequests } from './problem.ts'

export type LimitKind = 'key' | 'secret' | 'address'

/** Quotas, whoever keeps them. */
export interface RateLimits {
  /** Takes one from a quota; false = there is none left. */
  take(kind: LimitKind, key: string): Promise<boolean>
}

/** The period of every quota in wrangler.toml: after it there is room again. */
const PERIOD_SECONDS = 10

/** Quotas kept by the platform, counted near the caller: cheap, and exact enough to shed a flood. */
export function rateLimits(env: Pick<Env, 'LIMIT_KEY' | 'LIMIT_SECRET' | 'LIMIT_ADDRESS'>): RateLimits {
  const bindings: Record<LimitKind, RateLimit> = {
    key: env.LIMIT_KEY,
    secret: env.LIMIT_SECRET,
    address: env.LIMIT_ADDRESS,
  }
  return {
    take: async (kind, key) => (await bindings[kind].limit({ key })).success,
  }
}

/**
 * 429 when the caller's quota is used up. A secret key has its own, higher one; a public key has one for the shop and
 * one for each address, so that one flood of guests neither empties the shop's quota nor hides in it.
 */
export async function checkQuota(limits: RateLimits, caller: Caller, request: Request): Promise<void> {
  if (caller.role === 'secret') {
    if (await limits.take('secret', caller.keyId)) return
    throw tooManyRequests(PERIOD_SECONDS, 'This secret key has used up its quota')
  }
  const address = request.headers.get('CF-Connecting-IP')
  if (address !== null && !(await limits.take('address', `${caller.keyId}/${addressBlock(address)}`))) {
    throw tooManyRequests(PERIOD_SECONDS, 'Too many requests from this address')
  }
  if (!(await limits.take('key', caller.keyId)))
    throw tooManyRequests(PERIOD_SECONDS, 'This key has used up its quota')
}

/** One IPv6 customer has at least a /64 to choose addresses from, so that is what counts as one address. */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::', 2)
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':')
    while (groups.length + rest.length < 8) groups.push('0')
    groups.push(...rest)
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
