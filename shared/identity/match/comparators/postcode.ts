import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'

/** Postcodes of any country: without spaces; the area is what stands before the last three signs of a long one. */
export const postcodeComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for one sign', 'is in the same area', 'differs'],
  read: (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '') || undefined,
  compare(a, b) {
    if (a === b) return 0
    if (editDistance(a, b, 1) === 1) return 1
    return areaOf(a) === areaOf(b) ? 2 : 3
  },
  keys: (value) => [value, areaOf(value)],
}

function areaOf(postcode: string): string {
  return postcode.length > 4 ? postcode.slice(0, -3) : postcode.slice(0, 2)
}
