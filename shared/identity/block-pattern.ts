/**
 * Whether a text is one of the shop's blocked values, such as `test@*`; `*` stands for anything, and case does not
 * matter. Linear in the text for each part between stars: the first place where a part fits is as good as any.
 */
export function matchesBlock(pattern: string, text: string): boolean {
  const [first = '', ...parts] = fold(pattern).split('*')
  const folded = fold(text)
  if (parts.length === 0) return folded === first
  const last = parts.pop()!
  if (!folded.startsWith(first) || !folded.endsWith(last)) return false
  let from = first.length
  for (const part of parts) {
    const at = folded.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return from + last.length <= folded.length
}

/** What looks the same is the same: width, case, white space, and characters that are not seen. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s]+/gu, '')
    .toLowerCase()
}
