import type { DecideReply } from '../../shared/schema/decide.ts'
import { parseRetryAfter } from './retry-policy.ts'

export interface Answer {
  /** HTTP status; 0 = no answer came. */
  status: number
  retryAfterMs: number
  reply: DecideReply | null
}

/** Posts one body to the edge. Never rejects. */
export type Transport = (body: object, isIdentified: boolean) => Promise<Answer>

/** What all keepalive bodies in flight may come to (Fetch: 64 KiB, shared with the page's other scripts). */
const KEEPALIVE_BYTES = 56 * 1024
const TIMEOUT_MS = 15_000

/**
 * Requests to `/v1/decide` that outlive the page. A string body goes as `text/plain`, which needs no preflight
 * that would die with the page. Without consent no cookie travels in either direction. Beyond the keepalive
 * budget a request is an ordinary one: the browser would fail it at once otherwise.
 */
export function createTransport(endpoint: string): Transport {
  let inFlight = 0
  return async (body, isIdentified) => {
    const text = JSON.stringify(body)
    const bytes = new TextEncoder().encode(text).length
    const keepalive = inFlight + bytes <= KEEPALIVE_BYTES
    if (keepalive) inFlight += bytes
    try {
      const response = await fetch(`${endpoint}/v1/decide`, {
        method: 'POST',
        body: text,
        keepalive,
        credentials: isIdentified ? 'include' : 'omit',
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      })
      return {
        status: response.status,
        retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
        reply: response.ok ? await response.json() : null,
      }
    } catch {
      return { status: 0, retryAfterMs: 0, reply: null } // offline, blocked, cut short: all the same to the caller
    } finally {
      if (keepalive) inFlight -= bytes
    }
  }
}
