import type { Comparator } from '../comparator.ts'
import { jaroWinkler } from '../jaro-winkler.ts'
import { normalizeText } from '../normalize-text.ts'

/** Towns, birth places, occupations and whatever else has words; spaces do not count. */
export const textComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for a slip', 'is similar', 'differs'],
  read: (text) => normalizeText(text).replaceAll(' ', '') || undefined,
  compare(a, b) {
    if (a === b) return 0
    const similarity = jaroWinkler(a, b)
    if (similarity >= 0.9) return 1
    return similarity >= 0.8 ? 2 : 3
  },
  keys: (value) => [value],
}
