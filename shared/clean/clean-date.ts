import type { CleanContext } from './clean-context.ts'
import { cleanText } from './clean-text.ts'

/** Countries that write the month first; everybody else who does not start with the year starts with the day. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'PR', 'GU', 'AS', 'VI', 'MP'])

const ISO_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const COMPACT_DAY = /^((?:19|20)\d{2})(\d{2})(\d{2})$/
const LOCAL_DAY = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?$/
/** Seconds or milliseconds between 1990 and 2100; fewer digits are a number, not a moment. */
const EPOCH = /^\d{10}(\d{3})?$/

/**
 * A day as `2026-11-23`, a moment as `2026-11-23T10:00:00.000Z`; undefined for what is neither, or is in no calendar.
 * Which of `03/04/2026` is the month the shop's country decides, unless only one reading is possible.
 */
export function cleanDate(value: unknown, { country }: Pick<CleanContext, 'country'>): string | undefined {
  const text = cleanText(value)
  if (text === undefined) return undefined
  if (EPOCH.test(text)) return moment(Number(text) * (text.length === 10 ? 1000 : 1))
  if (MOMENT.test(text)) return momentOf(text)
  const iso = ISO_DAY.exec(text) ?? COMPACT_DAY.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const local = LOCAL_DAY.exec(text)
  if (!local) return undefined
  const [first, second, year] = [Number(local[1]), Number(local[2]), Number(local[3])]
  const byCountry = MONTH_FIRST.has(country ?? '') ? day(year, first, second) : day(year, second, first)
  return byCountry ?? day(year, first, second) ?? day(year, second, first)
}

/** Without an offset a moment is UTC, as the time of an event is. */
function momentOf(text: string): string | undefined {
  const [date = '', time = ''] = text.split(/[T ]/, 2)
  const [year, month, number] = date.split('-').map(Number)
  if (day(year!, month!, number!) === undefined) return undefined
  const offset = /(Z|[+-]\d\d:?\d\d)$/.exec(text)?.[1] ?? 'Z'
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset
  const clock = time.replace(/(Z|[+-]\d\d:?\d\d)$/, '')
  return moment(Date.parse(`${date}T${clock}${zone}`))
}

function moment(at: number): string | undefined {
  return Number.isFinite(at) && at >= 631_152_000_000 && at < 4_102_444_800_000
    ? new Date(at).toISOString()
    : undefined
}

/** `Date` alone would turn 30 February into 2 March. */
function day(year: number, month: number, number: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, number))
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === number && year >= 1800 && year < 2200
  return isReal ? date.toISOString().slice(0, 10) : undefined
}
