/** Tries in all, as wrangler.toml's `max_retries` + 1. */
export const MAX_TRIES = 11

/** Seconds to the next try, after Standard Webhooks 1.0; a queue waits 12 hours at most, so the last ones are shorter. */
const DELAYS = [5, 300, 1800, 7200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200]
const MAX_DELAY = 43_200

/**
 * Seconds to wait after try number `attempt` (from 1) failed. A receiver's own Retry-After counts where it asks for
 * more. Up to a fifth is added at random, so that what failed together does not come back together.
 */
export function retryDelaySeconds(attempt: number, random: number, retryAfter: number | null = null): number {
  const planned = DELAYS[Math.min(attempt, DELAYS.length) - 1] ?? MAX_DELAY
  const wanted = Math.max(planned, retryAfter ?? 0)
  return Math.min(MAX_DELAY, Math.ceil(wanted * (1 + random / 5)))
}

/** Seconds that a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3); null = none that makes sense. */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000))
}
