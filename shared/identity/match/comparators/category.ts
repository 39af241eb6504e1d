import type { Comparator } from '../comparator.ts'
import { normalizeText } from '../normalize-text.ts'

/** One of a few words: gender, state, country. */
export const categoryComparator: Comparator = {
  levels: ['agrees', 'differs'],
  read: (text) => normalizeText(text) || undefined,
  compare: (a, b) => (a === b ? 0 : 1),
  keys: () => [],
}
