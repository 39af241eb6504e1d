/**
 * Epoch ms of a date (`2026-11-20`) or minute (`2026-12-08T23:59`) that a marketer wrote; without an offset it is
 * wall-clock time in the shop's time zone. `end` of a bare date is the start of the next day.
 */
export function momentInZone(text: string, timezone: string, edge: 'start' | 'end' = 'start'): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return Date.parse(text)
  const isDay = text.length === 10
  const wallClock =
    Date.parse(`${isDay ? `${text}T00:00` : text}Z`) + (isDay && edge === 'end' ? 86_400_000 : 0)
  // Two passes: the offset at the guessed instant may differ from the one at the true instant around a clock change.
  const guess = wallClock - offsetMs(wallClock, timezone)
  return wallClock - offsetMs(guess, timezone)
}

/** How far a zone's wall clock is ahead of UTC at an instant. */
function offsetMs(instant: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(instant / 1000) * 1000
}
