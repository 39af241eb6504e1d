import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'
import { jaroWinkler } from '../jaro-winkler.ts'
import { normalizeText } from '../normalize-text.ts'
import { soundex } from '../soundex.ts'

/** The level of a slip of the keyboard. */
export const NAME_SLIP = 1

/** The level of a given name that stands where the surname should be, or the other way round. */
export const NAME_SWAPPED = 3

/** Words around a name that say nothing of who it is. */
const TITLES = new Set('mr mrs ms miss dr prof sir dame lord lady hon rev jr sr herr frau mme'.split(' '))

/** Given names and surnames: typing errors, spellings by ear, shortened forms. */
export const nameComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for a slip', 'is similar', 'stands in the other place', 'differs'],
  read(text) {
    const words = normalizeText(text).split(' ')
    return words.filter((word) => !TITLES.has(word)).join(' ') || undefined
  },
  compare(a, b) {
    if (a === b) return 0
    const similarity = jaroWinkler(a, b)
    if (similarity >= 0.92) return 1
    if (similarity >= 0.8 && editDistance(a, b, 1) === 1) return 1
    if (similarity >= 0.8 || isShortFor(a, b) || isShortFor(b, a)) return 2
    return 4
  },
  keys: (value) => [value, soundex(value), [...value].sort().join('').trim()],
}

/** An initial, or the beginning of the whole name. */
function isShortFor(short: string, long: string): boolean {
  return long.startsWith(short) && short.length < long.length
}
