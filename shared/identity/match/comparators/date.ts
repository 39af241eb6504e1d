import type { Comparator } from '../comparator.ts'
import { editDistance } from '../edit-distance.ts'

/**
 * Dates of birth, read as `yyyymmdd`. The first of January is kept apart: it often means that only the year is known,
 * so agreeing on it says less.
 */
export const dateComparator: Comparator = {
  levels: [
    'agrees exactly',
    'agrees on 1 January of the year',
    'agrees but for one digit',
    'is another 1 January, one digit apart',
    'agrees in two of year, month and day',
    'agrees in the year',
    'differs',
  ],
  read: readDate,
  compare(a, b) {
    const isYear = a.endsWith('0101') && b.endsWith('0101')
    if (a === b) return isYear ? 1 : 0
    const isSlip = editDistance(a, b, 1) === 1
    if (isYear) return isSlip ? 3 : 6
    if (isSlip || isExchanged(a, b)) return 2
    const isSameYear = a.slice(0, 4) === b.slice(0, 4)
    const parts =
      Number(isSameYear) + Number(a.slice(4, 6) === b.slice(4, 6)) + Number(a.slice(6) === b.slice(6))
    if (parts === 2) return 4
    return isSameYear ? 5 : 6
  },
  keys: (value) => [
    value,
    value.slice(0, 4),
    value.slice(4),
    value.slice(0, 6),
    value.slice(0, 4) + value.slice(6),
  ],
}

function isExchanged(a: string, b: string): boolean {
  return a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)
}

/** ISO dates and times, `yyyymmdd`, and day, month, year (or month first, where the day cannot be one). */
function readDate(text: string): string | undefined {
  const isoLike = /^\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?\s*$/.exec(text)
  if (isoLike) return dateOf(isoLike[1]!, isoLike[2]!, isoLike[3]!)
  const dayFirst = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s*$/.exec(text)
  if (!dayFirst) return undefined
  const [first, second, year] = [dayFirst[1]!, dayFirst[2]!, dayFirst[3]!]
  return Number(second) > 12 ? dateOf(year, first, second) : dateOf(year, second, first)
}

function dateOf(year: string, month: string, day: string): string {
  return year + month.padStart(2, '0') + day.padStart(2, '0')
}
