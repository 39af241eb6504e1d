import { ApiError } from './problem.ts'
import type { ShopRecord } from './shop-record.ts'

/** What a page may send and see beyond the simple request. */
const PREFLIGHT = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Retry-Count',
  'Access-Control-Max-Age': '7200',
} as const

/**
 * The CORS headers of an answer. An origin is compared as a whole with the shop's list, or is the request's own;
 * any other, `null` too, is refused with 403 before anything is done. No `Origin`, no browser page: nothing to say.
 */
export function corsHeaders(
  request: Request,
  shop: Pick<ShopRecord, 'id' | 'origins'>,
): Record<string, string> {
  const origin = request.headers.get('Origin')
  if (origin === null) return { Vary: 'Origin' }
  if (!isOwnOrigin(request, origin) && !shop.origins.includes(origin)) {
    throw new ApiError(
      403,
      'origin-refused',
      `Pages of ${quote(origin)} may not call for shop \`${shop.id}\`; add the origin to the shop`,
      {
        headers: { Vary: 'Origin' },
      },
    )
  }
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After, Server-Timing',
    Vary: 'Origin',
  }
}

/**
 * Answers a preflight. It carries no key, so the shop and its list are unknown: any well-formed origin may go on to
 * ask, and the real request decides. Ours to read stays nothing: without its origin in the answer a page sees none.
 */
export function preflight(request: Request): Response {
  const origin = request.headers.get('Origin')
  if (origin === null || !isWebOrigin(origin))
    return new Response(null, { status: 403, headers: { Vary: 'Origin' } })
  return new Response(null, {
    status: 204,
    headers: { 'Access-Control-Allow-Origin': origin, ...PREFLIGHT, Vary: 'Origin' },
  })
}

/**
 * Whether a page of the shop's own site sends this, as far as the browser says. Only such a request may use or get a
 * cookie. Without `Sec-Fetch-Site` (servers, browsers before 2023) an `Origin`, if any, must be the request's own.
 */
export function isSameSite(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin' || site === 'same-site' || site === 'none'
  const origin = request.headers.get('Origin')
  return origin === null || isOwnOrigin(request, origin)
}

function isOwnOrigin(request: Request, origin: string): boolean {
  return origin === new URL(request.url).origin
}

/** `scheme://host[:port]` and not a character more. */
function isWebOrigin(origin: string): boolean {
  return /^https?:\/\/[^/?#\s]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
}

function quote(origin: string): string {
  return `\`${origin.slice(0, 200).replace(/[^\x21-\x7e]/g, '?')}\``
}
