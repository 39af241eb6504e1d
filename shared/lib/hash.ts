/**
 * FNV-1a, 32 bit, over the UTF-8 bytes of a text: stable across runtimes and versions, so it may name buckets.
 * Not a secret and not collision resistant. Parameters: RFC 9923, section 5.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) hash = mix(hash, code)
    else for (const byte of utf8(code)) hash = mix(hash, byte)
  }
  return hash >>> 0
}

/** Which of `count` buckets a text belongs to. Changing `count` moves almost everything: treat it as part of a name. */
export function bucketOf(text: string, count: number): number {
  return fnv1a(text) % count
}

function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193)
}

function utf8(code: number): number[] {
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
  if (code < 0x800) return [0xc0 | (code >> 6), tail(0)]
  if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)]
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)]
}
