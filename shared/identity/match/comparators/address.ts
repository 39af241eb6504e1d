import type { Comparator } from '../comparator.ts'
import { jaroWinkler } from '../jaro-winkler.ts'
import { normalizeText } from '../normalize-text.ts'

/** Words that are written out or not. */
const SHORT: Record<string, string> = {
  street: 'st',
  road: 'rd',
  avenue: 'ave',
  place: 'pl',
  court: 'ct',
  drive: 'dr',
  crescent: 'cres',
  lane: 'ln',
  square: 'sq',
  terrace: 'tce',
  strasse: 'str',
  apartment: 'apt',
}

/** Street lines: words written out or shortened, spaces in the wrong place, slips. */
export const addressComparator: Comparator = {
  levels: ['agrees exactly', 'agrees but for a slip', 'is similar', 'differs'],
  read(text) {
    const words = normalizeText(text).split(' ')
    return words.map((word) => SHORT[word] ?? word).join('') || undefined
  },
  compare(a, b) {
    if (a === b) return 0
    const similarity = jaroWinkler(a, b)
    if (similarity >= 0.93) return 1
    return similarity >= 0.84 ? 2 : 3
  },
  keys: (value) => [value, value.slice(0, 5)],
}
