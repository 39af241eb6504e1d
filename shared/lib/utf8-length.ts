/** Bytes a text takes in UTF-8, without encoding it. A lone surrogate counts 3, as its replacement character does. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    // A pair is two units and four bytes: both were counted above, so the second unit adds nothing more.
    if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(at + 1))) at++
  }
  return bytes
}

/** Whether a text fits into `limit` UTF-8 bytes; looks at the characters only where the length alone cannot tell. */
export function fitsInBytes(text: string, limit: number): boolean {
  if (text.length * 3 <= limit) return true
  return text.length <= limit && utf8Length(text) <= limit
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
