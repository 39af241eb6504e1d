import { getCookie, setCookie } from 'hono/cookie'
import { loginProof } from '../identity/proof.ts'
import type { PageData, View } from '../pages/view.ts'
import type { ShopState } from '../state/shop-state.ts'
import { wordsIn } from '../texts/texts.ts'
import type { ShopContext } from './shop-hono.ts'

const COOKIE = 'bianchi_session'
const PROOF_SECONDS = 3600

/** The session's object, or null for someone who has only looked around so far. */
export function session(c: ShopContext): DurableObjectStub<ShopState> | null {
  const id = getCookie(c, COOKIE)
  return id && /^[0-9a-f]{32}$/.test(id) ? stub(c, `session:${id}`) : null
}

/** The session's object; sets the shop's one cookie if there is none. */
export function openSession(c: ShopContext): DurableObjectStub<ShopState> {
  const known = session(c)
  if (known) return known
  const id = randomHex(16)
  const isSecure = new URL(c.req.url).protocol === 'https:'
  setCookie(c, COOKIE, id, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    maxAge: 30 * 86_400,
  })
  return stub(c, `session:${id}`)
}

/** The object of one customer: orders to look back on. */
export function customerState(c: ShopContext, email: string): DurableObjectStub<ShopState> {
  return stub(c, `customer:${email}`)
}

/** That many random bytes, as hex. */
export function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** Who reads, in which language, and where the script is: what every page of this request knows. */
export async function viewFor(c: ShopContext): Promise<View> {
  const language = c.get('language') ?? 'en'
  const { VICINO_ORIGIN, VICINO_PUBLIC_KEY, VICINO_BLOCK_WAIT } = c.env
  const visitor = (await session(c)?.visitor()) ?? { cart: [], customer: null }
  return {
    language,
    words: wordsIn(language),
    visitor,
    scriptUrl: `${VICINO_ORIGIN}/${VICINO_PUBLIC_KEY}/vicino.js`,
    blockWait: VICINO_BLOCK_WAIT,
  }
}

/** What the page tells Vicino about who signed in, with the shop's proof. */
export async function identification(
  c: ShopContext,
  { visitor, language }: View,
): Promise<PageData['identify']> {
  if (!visitor.customer) return undefined
  const { id, email } = visitor.customer
  const expiry = Math.floor(Date.now() / 1000) + PROOF_SECONDS
  const { VICINO_SHOP: shop, VICINO_IDENTITY_SECRET: identitySecret } = c.env
  const proof = await loginProof({ shop, userId: id, expiry, identitySecret })
  return { userId: id, traits: { email, language }, proof }
}

/** The visitor's Vicino cookie, which the shop's server sees because both live on one host. */
export function vicinoHandle(c: ShopContext): string | null {
  return getCookie(c, `vicino_${c.env.VICINO_SHOP}`) ?? null
}

function stub(c: ShopContext, name: string): DurableObjectStub<ShopState> {
  return c.env.SHOP_STATE.get(c.env.SHOP_STATE.idFromName(name))
}
