export type Verdict = 'taken' | 'retry' | 'drop'

/** What an answer's status means for the events it was about. 0 = no answer. */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return 'taken'
  const isFinal = status >= 400 && status < 500 && ![408, 410, 429].includes(status) && !isUnknownHere(status)
  return isFinal ? 'drop' : 'retry'
}

/**
 * The edge refuses the key or the page, not the events: a new key takes up to a minute to be known everywhere, an
 * origin may yet be listed. What waits for that asks a minute later each time, at most once an hour.
 */
export function isUnknownHere(status: number): boolean {
  return status === 401 || status === 403 || status === 404
}

/** How long to wait after the n-th failure: doubling from 1 s to 60 s, half of it by chance; `Retry-After` if longer. */
export function retryDelayMs(failures: number, random: number, retryAfterMs = 0): number {
  const step = Math.min(60_000, 1000 * 2 ** (failures - 1))
  return Math.max(step / 2 + (step / 2) * random, Math.min(retryAfterMs, 3_600_000))
}

/** `Retry-After` in ms: seconds or an HTTP date; 0 when absent or unreadable. */
export function parseRetryAfter(header: string | null, now: number): number {
  const ms = /^\d+$/.test(header ?? '') ? Number(header) * 1000 : Date.parse(header ?? '') - now
  return ms > 0 ? ms : 0
}
