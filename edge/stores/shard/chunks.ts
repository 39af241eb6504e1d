/** Splits a list so that the sizes in a part add up to `max` at most; a bigger item has a part to itself. */
export function chunks<T>(items: readonly T[], sizeOf: (item: T) => number, max: number): T[][] {
  const parts: T[][] = []
  let part: T[] = []
  let size = 0
  for (const item of items) {
    const itemSize = sizeOf(item)
    if (part.length > 0 && size + itemSize > max) {
      parts.push(part)
      part = []
      size = 0
    }
    part.push(item)
    size += itemSize
  }
  if (part.length > 0) parts.push(part)
  return parts
}
