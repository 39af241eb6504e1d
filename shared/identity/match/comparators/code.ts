import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'

/** Numbers given by somebody: of a citizen, a house, a card. */
export const codeComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for one sign', 'agrees but for two signs', 'differs'],
  read: (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '') || undefined,
  compare(a, b) {
    if (a === b) return 0
    const distance = editDistance(a, b, 2)
    // In a short number two signs are most of it.
    if (distance === 1 && Math.max(a.length, b.length) > 1) return 1
    return distance === 2 && Math.min(a.length, b.length) > 4 ? 2 : 3
  },
  keys: (value) => [value],
}
