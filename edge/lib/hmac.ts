import { toBytes } from './digest.ts'

/** Importing a key costs more than using it; a deployment has one secret and a shop few. */
const MAX_KEYS = 1000
const keys = new Map<string, Promise<CryptoKey>>()

/** HMAC-SHA256 of a text. */
export async function hmac(secret: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(secret), toBytes(text)))
}

/** Whether a MAC belongs to a text; WebCrypto compares in constant time. */
export async function verifyHmac(
  secret: string,
  text: string,
  mac: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return crypto.subtle.verify('HMAC', await hmacKey(secret), mac, toBytes(text))
}

/**
 * The text under a MAC, from a purpose and its parts. Every purpose has its own name and parts are joined by their
 * lengths, so that no MAC made for one thing ever holds for another.
 */
export function macText(purpose: string, ...parts: string[]): string {
  return [purpose, ...parts.map((part) => `${part.length}:${part}`)].join('\n')
}

function hmacKey(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value!)
  const key = crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  keys.set(secret, key)
  return key
}
