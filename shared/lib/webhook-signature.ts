interface HmacKey {
  readonly type: string
}

/** The parts of the platform used here; every runtime of ours has them. */
declare const crypto: {
  subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array,
      algorithm: object,
      extractable: boolean,
      usages: 'sign'[],
    ): Promise<HmacKey>
    sign(algorithm: 'HMAC', key: HmacKey, data: Uint8Array): Promise<ArrayBuffer>
  }
}
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const atob: (text: string) => string
declare const btoa: (binary: string) => string

const PREFIX = 'whsec_'
/** Standard Webhooks 1.0, "Signature scheme": 24 to 64 bytes. */
const MIN_SECRET_BYTES = 24
const MAX_SECRET_BYTES = 64

export interface SignedMessage {
  /** Stays the same however often the message is sent. */
  id: string
  /** Unix seconds of this attempt. */
  timestamp: number
  /** The very characters that are sent. */
  body: string
}

/**
 * The headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one signature per secret, so that a
 * receiver may change its secret while both are in use. Throws RangeError for a secret that is not `whsec_` and
 * base64 of 24 to 64 bytes.
 */
export async function webhookHeaders(
  { id, timestamp, body }: SignedMessage,
  secrets: readonly string[],
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = await Promise.all(secrets.map((secret) => sign(secretBytes(secret), content)))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  }
}

async function sign(secret: Uint8Array, content: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, content))))
}

function secretBytes(secret: string): Uint8Array {
  if (!secret.startsWith(PREFIX)) throw new RangeError(`A webhook secret starts with ${PREFIX}`)
  const encoded = secret.slice(PREFIX.length)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.replaceAll('=', '').length % 4 === 1) {
    throw new RangeError(`A webhook secret is base64 after ${PREFIX}`)
  }
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
    throw new RangeError(
      `A webhook secret has ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes; this one has ${bytes.length}`,
    )
  }
  return bytes
}
