const encoder = new TextEncoder()

export interface ProofInput {
  shop: string
  userId: string
  /** Epoch seconds until which the proof holds. */
  expiry: number
  identitySecret: string
}

/**
 * Proves to Vicino that the shop itself signed this customer in: an HMAC-SHA256 over shop, customer and expiry,
 * made by the server and handed on by the page. Format `p1.<expiry>.<base64url>`.
 */
export async function loginProof({ shop, userId, expiry, identitySecret }: ProofInput): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(identitySecret), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${shop}\n${userId}\n${expiry}`))
  return `p1.${expiry}.${base64url(new Uint8Array(mac))}`
}

/** The shop's customer number: stable for an e-mail address, and not the address itself. */
export async function customerId(email: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`scarpe-bianchi/${email}`))
  return `c-${[...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
