import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'
import { jaroWinkler } from '../jaro-winkler.ts'

/** Levels that two people of a name reach too: the part before the @ is mostly made of it. */
export const EMAIL_BY_NAME: ReadonlySet<number> = new Set([2, 3])

/** E-mail addresses: the same box at another provider, slips of the keyboard. */
export const emailComparator: Comparator = {
  levels: [
    'agrees exactly',
    'agrees but for a slip',
    'has the same name before the @',
    'is similar before the @',
    'differs',
  ],
  read: (text) => text.trim().toLowerCase() || undefined,
  compare(a, b) {
    if (a === b) return 0
    if (editDistance(a, b, 3) <= slipsAllowed(a, b)) return 1
    const [boxA, boxB] = [boxOf(a), boxOf(b)]
    if (boxA === boxB) return 2
    return jaroWinkler(boxA, boxB) >= 0.88 ? 3 : 4
  },
  keys: (value) => [value, boxOf(value), value.slice(value.indexOf('@') + 1)],
}

/** Digits tell two Anna Smiths apart: where they are the same, more may be wrong. */
function slipsAllowed(a: string, b: string): number {
  const digits = a.replace(/\D/g, '')
  if (digits !== b.replace(/\D/g, '')) return 1
  return digits === '' ? 2 : 3
}

function boxOf(email: string): string {
  const at = email.indexOf('@')
  return at < 0 ? email : email.slice(0, at)
}
