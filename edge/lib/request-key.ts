import { ApiError } from './problem.ts'

/** Longer than any key we make; hashing megabytes for a guess would be a favour. */
const MAX_KEY_LENGTH = 200

/**
 * The key a request carries: `Authorization: Bearer key`, Segment's `Basic base64(key:)`, or the body's `writeKey`.
 * The header wins: a Segment client that sends both sends the same.
 */
export function requestKey(request: Request, bodyKey: unknown): string {
  const key = headerKey(request.headers.get('Authorization')) ?? bodyKey
  if (key === undefined || key === null || key === '') {
    throw unauthorized('No key; send `Authorization: Bearer <key>` or `writeKey` in the body')
  }
  if (typeof key !== 'string' || key.length > MAX_KEY_LENGTH) throw unauthorized('This is not a key of ours')
  return key
}

export function unauthorized(message: string): ApiError {
  return new ApiError(401, 'unauthorized', message, { headers: { 'WWW-Authenticate': 'Bearer' } })
}

function headerKey(header: string | null): string | undefined {
  if (!header) return undefined
  const [scheme = '', credentials = ''] = header.trim().split(/\s+/, 2)
  if (/^bearer$/i.test(scheme)) return credentials || undefined
  if (/^basic$/i.test(scheme)) return basicKey(credentials)
  throw unauthorized('`Authorization` is `Bearer <key>` or `Basic <base64 of key:>`')
}

/** The user name of Basic credentials; Segment's clients leave the password empty. */
function basicKey(credentials: string): string | undefined {
  try {
    return atob(credentials).split(':', 1)[0] || undefined
  } catch {
    throw unauthorized('`Basic` credentials are base64 of `key:`')
  }
}
