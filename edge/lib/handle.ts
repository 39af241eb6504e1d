import type { Env } from '../env.ts'
import { fromBase64Url, toBase64Url, toHex } from './digest.ts'
import { hmac, macText, verifyHmac } from './hmac.ts'

/** What a browser is known by: the source of its events, and the profile they belong to, both for ever. */
export interface Handle {
  source: string
  profile: string
  /** The profile that answers for that one, where it was joined: the nearer way, and no more than a hint. */
  hint?: string
}

type Secrets = Pick<Env, 'COOKIE_SECRET'>

/** 13 months in seconds; browsers keep no cookie longer than 400 days, and the French regulator asks for 13 months. */
const MAX_AGE_SECONDS = 395 * 24 * 60 * 60

/** Everything a handle may look like; where a claim answers for others, its name begins with `c_`. */
const FORMAT = /^(v1\.(b:[0-9a-f]{32})\.([pc]_[0-9a-f]{32})(?:\.([pc]_[0-9a-f]{32}))?)\.([A-Za-z0-9_-]{43})$/

/** UUID of version 4 or 7: at least 62 random bits, which nobody but its maker knows. */
const UNGUESSABLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * A new handle. From a seed (the first event's message id) it is always the same one, so that a retry whose answer
 * was lost finds its own profile again. Without one, or from one that could be guessed, it is random: whoever names
 * another browser's seed would be given its cookie.
 */
export async function mintHandle(env: Secrets, shop: string, seed?: string): Promise<Handle> {
  const bytes =
    seed === undefined || !UNGUESSABLE.test(seed)
      ? crypto.getRandomValues(new Uint8Array(32))
      : await hmac(env.COOKIE_SECRET, macText('handle-mint', shop, seed))
  return { source: `b:${toHex(bytes.subarray(0, 16))}`, profile: browserProfile(bytes.subarray(16)) }
}

/**
 * The handle that follows one whose person was erased: always the same one, so that requests that a browser sends at
 * once meet in one new person, and another one after the next. `erasure`: the id of the receipt.
 */
export async function mintSuccessor(
  env: Secrets,
  shop: string,
  { source, profile }: Handle,
  erasure: string,
): Promise<Handle> {
  const bytes = await hmac(env.COOKIE_SECRET, macText('handle-successor', shop, source, profile, erasure))
  return { source: `b:${toHex(bytes.subarray(0, 16))}`, profile: browserProfile(bytes.subarray(16)) }
}

/** Never begins with `p_0`, so that a profile that the shop knows by an identifier answers for it once they are joined. */
function browserProfile(bytes: Uint8Array): string {
  const [first = '0', ...rest] = toHex(bytes)
  return `p_${first === '0' ? '8' : first}${rest.join('')}`
}

/** The cookie's value: `v1.<source>.<profile>.<mac>`, or `v1.<source>.<profile>.<hint>.<mac>`. */
export async function signHandle(
  env: Secrets,
  shop: string,
  { source, profile, hint }: Handle,
): Promise<string> {
  const value = ['v1', source, profile, ...(hint && hint !== profile ? [hint] : [])].join('.')
  return `${value}.${toBase64Url(await hmac(env.COOKIE_SECRET, macText('handle', shop, value)))}`
}

/** The handle in a request's cookies, if there is one that this shop signed; a tampered one is as good as none. */
export async function readHandle(env: Secrets, shop: string, request: Request): Promise<Handle | undefined> {
  const name = `${cookieName(shop)}=`
  for (const cookie of (request.headers.get('Cookie') ?? '').split(';', MAX_COOKIES)) {
    const text = cookie.trim()
    if (!text.startsWith(name)) continue
    const handle = await verifyHandle(env, shop, text.slice(name.length))
    if (handle) return handle
  }
  return undefined
}

export async function verifyHandle(env: Secrets, shop: string, value: string): Promise<Handle | undefined> {
  const [, signed, source, profile, hint, mac] = FORMAT.exec(value) ?? []
  const bytes = mac && fromBase64Url(mac)
  if (!signed || !source || !profile || !bytes) return undefined
  return (await verifyHmac(env.COOKIE_SECRET, macText('handle', shop, signed), bytes))
    ? { source, profile, ...(hint && { hint }) }
    : undefined
}

/** `Set-Cookie` for a handle. */
export async function handleCookie(env: Secrets, shop: string, handle: Handle): Promise<string> {
  return `${cookieName(shop)}=${await signHandle(env, shop, handle)}; Max-Age=${MAX_AGE_SECONDS}; ${ATTRIBUTES}`
}

/** `Set-Cookie` that takes the handle away: consent was withdrawn, or the person erased. */
export function clearedCookie(shop: string): string {
  return `${cookieName(shop)}=; Max-Age=0; ${ATTRIBUTES}`
}

export function cookieName(shop: string): string {
  return `vicino_${shop}`
}

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax'
/** Browsers send at most some 180 cookies a site. */
const MAX_COOKIES = 500
