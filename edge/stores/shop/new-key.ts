const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** A random key such as `pk_…`: 32 letters of 56, about 185 bits, without letters that look alike. */
export function newKey(prefix: string): string {
  const letters: string[] = []
  // Bytes beyond the last whole multiple of the alphabet are thrown away, so that every letter is equally likely.
  const limit = 256 - (256 % ALPHABET.length)
  while (letters.length < 32) {
    for (const byte of crypto.getRandomValues(new Uint8Array(48))) {
      if (byte < limit && letters.length < 32) letters.push(ALPHABET[byte % ALPHABET.length]!)
    }
  }
  return `${prefix}_${letters.join('')}`
}
