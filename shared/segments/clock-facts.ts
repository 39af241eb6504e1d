import type { ShopContext } from './where.ts'

const HOUR = 3_600_000

/** What the shop's clock says at a moment, and when it may say something else. */
export type ClockFact = (now: number) => { value: string | number; until: number }

/** `hour_of_day` (0–23) and `day_of_week` (`monday` …) in the shop's time zone; undefined for every other name. */
export function clockFact(name: string, { timezone }: Pick<ShopContext, 'timezone'>): ClockFact | undefined {
  if (name !== 'hour_of_day' && name !== 'day_of_week') return undefined
  const format = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    weekday: 'long',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  return (now) => {
    const parts = format.formatToParts(now)
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)!.value
    const hour = Number(part('hour'))
    const nextHour = now - (now % 60_000) + (60 - Number(part('minute'))) * 60_000
    if (name === 'hour_of_day') return { value: hour, until: nextHour }
    // A day may have 23 hours, so look again an hour before midnight rather than an hour after it.
    return { value: part('weekday').toLowerCase(), until: nextHour + Math.max(0, 22 - hour) * HOUR }
  }
}
