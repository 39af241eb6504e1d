import { localMoment } from '../../schema/config/local-moment.ts'
import { Refused } from './refused.ts'

/** How a file writes a day with slashes or dashes: `31/12/2026` or `12/31/2026`. ISO and `31.12.2026` need no word. */
export type DateOrder = 'dmy' | 'mdy'

export interface DateFormat {
  /** IANA zone of moments that name none. */
  timezone: string
  order?: DateOrder | undefined
}

const ISO =
  /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i
const DAY_FIRST_OR_NOT =
  /^(\d\d?)([-/.])(\d\d?)\2(\d{4})(?:,?\s+(?:ore |o |godz\. ?)?(\d\d?)[:.](\d\d)(?:[:.](\d\d))?\s*([ap]m)?)?$/i
const SECONDS = /^1\d{9}$/
const MILLISECONDS = /^1\d{12}$/

/**
 * Epoch ms of a date as exports write it: ISO 8601, Shopify's `2026-03-01 10:20:30 +0100`, `31/12/2026 14:05`,
 * `31.12.2026`, epoch seconds or ms. Refuses what could be two days, and days the calendar does not have.
 */
export function readDate(text: string, field: string, format: DateFormat): number {
  const value = text.trim()
  if (SECONDS.test(value)) return Number(value) * 1000
  if (MILLISECONDS.test(value)) return Number(value)
  const iso = ISO.exec(value)
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso
    return moment(value, field, { year, month, day, hour, minute, second, zone }, format.timezone)
  }
  const dated = DAY_FIRST_OR_NOT.exec(value)
  if (!dated)
    throw new Refused(field, `\`${clip(value)}\` is not a date such as 2026-03-31 or 31/12/2026 14:05`)
  const [, a, mark, b, year, hour, minute, second, half] = dated
  const order = mark === '.' ? (format.order ?? 'dmy') : (format.order ?? orderOf(Number(a), Number(b)))
  if (!order) {
    throw new Refused(
      field,
      `\`${value}\` may be ${Number(a)} ${MONTHS[Number(b) - 1]} or ${Number(b)} ${MONTHS[Number(a) - 1]}; say which comes first: --dates dmy or mdy`,
    )
  }
  const [day, month] = order === 'dmy' ? [a, b] : [b, a]
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour
  const parts = { year, month, day, hour: hours?.toString(), minute, second, zone: undefined }
  return moment(value, field, parts, format.timezone)
}

/** Which comes first in `a/b/year`, where only one can be a day; undefined where both can. */
export function orderOf(a: number, b: number): DateOrder | undefined {
  if (a > 12 && b <= 12) return 'dmy'
  if (b > 12 && a <= 12) return 'mdy'
  return a === b ? 'dmy' : undefined
}

/** What a column of dates says about its order: undefined where none of them is beyond doubt. */
export function sniffDateOrder(texts: Iterable<string>): DateOrder | undefined {
  for (const text of texts) {
    const dated = DAY_FIRST_OR_NOT.exec(text.trim())
    if (!dated || dated[2] === '.' || dated[1] === dated[3]) continue
    const order = orderOf(Number(dated[1]), Number(dated[3]))
    if (order) return order
  }
  return undefined
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'zone', string | undefined>

function moment(text: string, field: string, parts: Parts, timezone: string): number {
  const { year, month, day, hour = '0', minute = '0', second = '0', zone } = parts
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  const isReal =
    new Date(wall).getUTCDate() === Number(day) &&
    Number(month) <= 12 &&
    Number(hour) < 24 &&
    Number(minute) < 60
  if (!isReal) throw new Refused(field, `\`${clip(text)}\` is not in the calendar`)
  if (zone) return wall - offsetOf(zone)
  return wallTime(wall, timezone)
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  if (!sign) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** Offsets by zone and hour: a file's dates are close together and a formatter is slow. */
const offsets = new Map<string, number>()
const MOST_OFFSETS = 200_000
const HOUR_MS = 3_600_000

function wallTime(wall: number, timezone: string): number {
  if (timezone === 'UTC') return wall
  const hour = Math.floor(wall / HOUR_MS)
  const key = `${timezone} ${hour}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    const start = hour * HOUR_MS
    offset = start - localMoment(new Date(start).toISOString().slice(0, 16), timezone)
    if (offsets.size >= MOST_OFFSETS) offsets.clear()
    offsets.set(key, offset)
  }
  return wall - offset
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
