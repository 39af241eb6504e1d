/**
 * Epoch ms of a date in a config. Without an offset it is the shop's own time; a day alone is its first
 * moment, or with `end` the first moment after it, so that `"until": "2026-12-08"` still includes the 8th.
 * NaN for a date that the calendar does not have.
 */
export function localMoment(text: string, timezone: string, end?: 'end'): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text) && text.includes('T')) return Date.parse(text)
  const isDay = !text.includes('T')
  const wall = Date.parse(`${isDay ? `${text}T00:00` : text}Z`) + (isDay && end ? 86_400_000 : 0)
  if (Number.isNaN(wall)) return wall
  // The offset at the moment we look for is not known before the moment is: two steps settle it, also near a clock change.
  const guess = wall - offsetAt(wall, timezone)
  return wall - offsetAt(guess, timezone)
}

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
function offsetAt(moment: number, timezone: string): number {
  const parts = clock(timezone).formatToParts(moment)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(moment / 1000) * 1000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Formatters are slow to make and a shop has one time zone. */
function clock(timezone: string): Intl.DateTimeFormat {
  let found = clocks.get(timezone)
  if (!found) {
    found = new Intl.DateTimeFormat('en', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(timezone, found)
  }
  return found
}
