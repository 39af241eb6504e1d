import type { MarketingChannel } from '../../shared/schema/consent.ts'
import type { Env } from '../env.ts'
import { fromBase64Url, toBase64Url, toBytes } from './digest.ts'
import { hmac, macText } from './hmac.ts'

/** What a link lets its holder do, without a login. */
export type LinkKind =
  /** Withdraw consent to a channel. */
  | 'unsubscribe'
  /** Take the withdrawal back that was made a moment ago. */
  | 'undo'
  /** The second yes of a double opt-in. */
  | 'confirm'
  /** See what is known, change it, have it erased. */
  | 'page'

export interface PersonLink {
  kind: LinkKind
  profile: string
  /** Absent = every channel. */
  channel?: MarketingChannel
  /** Epoch ms. */
  madeAt: number
  /** Epoch ms; absent = for ever, as a way out must be. */
  expiresAt?: number
}

type Secrets = Pick<Env, 'COOKIE_SECRET'>

const NONCE_BYTES = 12
/** Far more than a link of ours takes. */
const MAX_LENGTH = 600

/**
 * The token in a link's address: AES-GCM under a key of the shop, so that it can be neither made up nor read. Whoever
 * sees the address, in a log or a history, learns no id from it.
 */
export async function sealLink(env: Secrets, shop: string, link: PersonLink): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const { kind, profile, channel, madeAt, expiresAt } = link
  const text = JSON.stringify([kind, profile, channel ?? null, madeAt, expiresAt ?? null])
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await linkKey(env, shop), toBytes(text)),
  )
  const joined = new Uint8Array(NONCE_BYTES + sealed.length)
  joined.set(nonce)
  joined.set(sealed, NONCE_BYTES)
  return toBase64Url(joined)
}

/** The link in a token; undefined for one that this shop did not make, or that has expired. */
export async function openLink(
  env: Secrets,
  shop: string,
  token: string,
  now: number,
): Promise<PersonLink | undefined> {
  const bytes = token.length <= MAX_LENGTH ? fromBase64Url(token) : undefined
  if (!bytes || bytes.length <= NONCE_BYTES) return undefined
  try {
    const iv = bytes.subarray(0, NONCE_BYTES)
    const key = await linkKey(env, shop)
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(NONCE_BYTES))
    const [kind, profile, channel, madeAt, expiresAt] = JSON.parse(new TextDecoder().decode(plain)) as Parts
    if (expiresAt !== null && expiresAt <= now) return undefined
    return { kind, profile, madeAt, ...(channel && { channel }), ...(expiresAt !== null && { expiresAt }) }
  } catch {
    // WebCrypto throws for whatever was not sealed with this key.
    return undefined
  }
}

type Parts = [LinkKind, string, MarketingChannel | null, number, number | null]

const keys = new Map<string, Promise<CryptoKey>>()
const MAX_KEYS = 1000

function linkKey({ COOKIE_SECRET }: Secrets, shop: string): Promise<CryptoKey> {
  const name = `${COOKIE_SECRET}\n${shop}`
  const known = keys.get(name)
  if (known) return known
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value!)
  const key = hmac(COOKIE_SECRET, macText('link-key', shop)).then((bytes) =>
    crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']),
  )
  keys.set(name, key)
  return key
}
