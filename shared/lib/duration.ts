const UNIT_MS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  mo: 30 * 86_400_000,
  y: 365 * 86_400_000,
}

/** Six digits at most, so that the longest duration (999,999 years) is still an exact integer of milliseconds. */
export const DURATION = /^([1-9]\d{0,5})(m|h|d|w|mo|y)$/

/**
 * Milliseconds of a duration such as `30m`, `24h`, `14d`, `8w`, `6mo`, `1y`; null for any other text.
 * A month is 30 days and a year 365, so that a window has one length whatever day it is.
 */
export function durationMs(text: string): number | null {
  const match = DURATION.exec(text)
  return match ? Number(match[1]) * UNIT_MS[match[2]!]! : null
}
