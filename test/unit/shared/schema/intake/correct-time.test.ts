import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctTime, PUBLIC_PAST_MS } from '../../../../../shared/schema/intake/correct-time.ts'

const NOW = Date.parse('2026-11-22T12:00:00.000Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (ms: number) => new Date(ms).toISOString()
const correct = (timestamp: unknown, sentAt?: unknown, isSecret = false) =>
  correctTime({ timestamp, sentAt, receivedAt: NOW, isSecret })

test.each<[string, unknown, unknown, boolean, number, string | undefined]>([
  ['nothing stated', undefined, undefined, false, NOW, undefined],
  ['a right clock', at(NOW - HOUR), at(NOW), false, NOW - HOUR, undefined],
  [
    'a clock 3 h slow is corrected',
    at(NOW - 4 * HOUR),
    at(NOW - 3 * HOUR),
    false,
    NOW - HOUR,
    at(NOW - 4 * HOUR),
  ],
  [
    'a clock 3 days fast is corrected',
    at(NOW + 3 * DAY - HOUR),
    at(NOW + 3 * DAY),
    false,
    NOW - HOUR,
    at(NOW + 3 * DAY - HOUR),
  ],
  ['without sentAt the clock is believed', at(NOW - HOUR), undefined, false, NOW - HOUR, undefined],
  ['a broken sentAt is none', at(NOW - HOUR), 'soon', false, NOW - HOUR, undefined],
  ['the future', at(NOW + HOUR), undefined, false, NOW, at(NOW + HOUR)],
  ['the future, secret key', at(NOW + HOUR), undefined, true, NOW, at(NOW + HOUR)],
  ['8 days ago, public key', at(NOW - 8 * DAY), undefined, false, NOW - PUBLIC_PAST_MS, at(NOW - 8 * DAY)],
  ['8 days ago, secret key', at(NOW - 8 * DAY), undefined, true, NOW - 8 * DAY, undefined],
  [
    'long ago, secret key',
    '1999-12-31T23:59:59Z',
    undefined,
    true,
    Date.UTC(1999, 11, 31, 23, 59, 59),
    undefined,
  ],
  ['garbage', 'yesterday', undefined, false, NOW, 'yesterday'],
  ['a month of 13', '2026-13-01T00:00:00Z', undefined, true, NOW, '2026-13-01T00:00:00Z'],
  ['what Date.parse would guess', '1', undefined, true, NOW, '1'],
  ['an object', {}, undefined, false, NOW, undefined],
  ['NaN', Number.NaN, undefined, false, NOW, 'NaN'],
  ['beyond any date', 1e300, undefined, true, NOW, '1e+300'],
  ['epoch ms', NOW - HOUR, undefined, false, NOW - HOUR, undefined],
  ['no zone is UTC', '2026-11-22T11:00:00', undefined, false, NOW - HOUR, undefined],
  ['a day', '2026-11-22', undefined, false, NOW - 12 * HOUR, undefined],
  [
    'a space, an offset, nanoseconds',
    '2026-11-22 12:00:00.000000000 +01:00',
    undefined,
    false,
    NOW - HOUR,
    undefined,
  ],
])('%s', (_name, timestamp, sentAt, isSecret, time, statedAt) => {
  expect(correct(timestamp, sentAt, isSecret)).toEqual(statedAt === undefined ? { time } : { time, statedAt })
})

test('whatever is sent, the time is a whole number, never in the future, from a public key never older than 7 days', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.string(),
    fc.double(),
    fc.date().map((date) => (Number.isNaN(+date) ? '' : date.toISOString())),
  )
  fc.assert(
    fc.property(anything, anything, fc.boolean(), (timestamp, sentAt, isSecret) => {
      const { time } = correct(timestamp, sentAt, isSecret)
      expect(Number.isSafeInteger(time)).toBe(true)
      expect(time).toBeLessThanOrEqual(NOW)
      if (!isSecret) expect(time).toBeGreaterThanOrEqual(NOW - PUBLIC_PAST_MS)
    }),
    { numRuns: 1000, seed: 7 },
  )
})
