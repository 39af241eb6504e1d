/** How often each combination of levels was seen: what expectation maximisation needs of millions of pairs. */
export interface Patterns {
  /** Levels by field; MISSING where a record says nothing. */
  levels: Int8Array[]
  counts: number[]
}

/** Counts combinations of levels; `add` copies what it keeps. */
export function patternCounter(levelCounts: readonly number[]): {
  patterns: Patterns
  add(levels: Int8Array): void
} {
  const patterns: Patterns = { levels: [], counts: [] }
  const numbers = new Map<number, number>()
  return {
    patterns,
    add(levels) {
      let code = 0
      for (let f = 0; f < levels.length; f++) code = code * (levelCounts[f]! + 1) + levels[f]! + 1
      const number = numbers.get(code)
      if (number !== undefined) {
        patterns.counts[number]! += 1
        return
      }
      numbers.set(code, patterns.counts.length)
      patterns.levels.push(levels.slice())
      patterns.counts.push(1)
    },
  }
}
