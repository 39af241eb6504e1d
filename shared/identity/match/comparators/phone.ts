import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'

/** Digits that tell subscribers apart: country and trunk prefixes are written in many ways. */
const SUBSCRIBER = 9

/** Telephone numbers by their last nine digits. */
export const phoneComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for one digit', 'differs'],
  read(text) {
    const digits = text.replace(/\D/g, '')
    return digits.length < 6 ? undefined : digits.slice(-SUBSCRIBER)
  },
  compare(a, b) {
    if (a === b) return 0
    return editDistance(a, b, 1) === 1 ? 1 : 2
  },
  keys: (value) => [value, value.slice(-7)],
}
