const encoder = new TextEncoder()

/** SHA-256 in hex. Keys are looked up by it, so that no comparison ever runs over a key's own characters. */
export async function sha256Hex(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))))
}

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** As many as a call takes without its arguments overflowing the stack. */
const BYTES_A_CALL = 8192

/** Base64, RFC 4648 section 4. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let from = 0; from < bytes.length; from += BYTES_A_CALL)
    binary += String.fromCharCode(...bytes.subarray(from, from + BYTES_A_CALL))
  return btoa(binary)
}

/** Base64url without padding, RFC 4648 section 5. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The bytes of a base64url text; undefined for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  // The standard says a fresh ArrayBuffer; the type still allows a shared one, which WebCrypto refuses.
  return encoder.encode(text) as Uint8Array<ArrayBuffer>
}
