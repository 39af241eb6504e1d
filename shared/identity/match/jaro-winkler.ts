const PREFIX_WEIGHT = 0.1
const PREFIX_MAX = 4

/**
 * Jaro–Winkler similarity, 0 (nothing in common) to 1 (equal). Winkler 1990, with the prefix bonus of .1 for each of
 * the first four letters; applied from a Jaro similarity of .7 on, as in his code.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const similarity = jaro(a, b)
  if (similarity < 0.7) return similarity
  let prefix = 0
  while (prefix < PREFIX_MAX && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix))
    prefix += 1
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity)
}

/** Jaro 1989: letters shared within half the longer text, less half of those out of order. */
function jaro(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  const taken = new Array<boolean>(b.length).fill(false)
  const shared: number[] = []
  for (let i = 0; i < a.length; i++) {
    const code = a.charCodeAt(i)
    const end = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] || b.charCodeAt(j) !== code) continue
      taken[j] = true
      shared.push(code)
      break
    }
  }
  if (shared.length === 0) return 0
  let moved = 0
  for (let j = 0, next = 0; j < b.length; j++) {
    if (taken[j] && b.charCodeAt(j) !== shared[next++]) moved += 1
  }
  return (
    (shared.length / a.length + shared.length / b.length + (shared.length - moved / 2) / shared.length) / 3
  )
}
