/** A seeded source of chance; the same seed gives the same shop and the same shoppers on every machine. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number
  /** Integer in [from, to], both included. */
  integer(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of the items, by weight; weights need not sum to 1. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T
  /** `count` different items in random order. */
  sample<T>(items: readonly T[], count: number): T[]
  /** Standard normal, Box-Muller. */
  normal(): number
}

/** Mulberry32 over a hash of the seed: small, fast, good enough for fixtures; never for secrets. */
export function seededRandom(seed: string | number): SeededRandom {
  let state = hashText(String(seed))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('Nothing to pick from')
    return items[integer(0, items.length - 1)]!
  }
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    weighted: (items, weight) => {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0)
      for (const item of items) {
        left -= weight(item)
        if (left < 0) return item
      }
      return pick(items)
    },
    sample: (items, count) => {
      const pool = [...items]
      const chosen: (typeof pool)[number][] = []
      while (chosen.length < count && pool.length > 0)
        chosen.push(...pool.splice(integer(0, pool.length - 1), 1))
      return chosen
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
