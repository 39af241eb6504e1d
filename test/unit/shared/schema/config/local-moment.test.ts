import { expect, test } from 'vitest'
import { localMoment } from '../../../../../shared/schema/config/local-moment.ts'

test.each([
  ['a winter day in Rome', '2026-11-20', undefined, '2026-11-19T23:00:00Z'],
  ['the end of that day', '2026-11-20', 'end', '2026-11-20T23:00:00Z'],
  ['a summer minute in Rome', '2026-07-01T12:30', undefined, '2026-07-01T10:30:00Z'],
  ['an offset wins over the zone', '2026-07-01T12:30:00+00:00', undefined, '2026-07-01T12:30:00Z'],
  ['just after clocks go forward', '2026-03-29T03:00', undefined, '2026-03-29T01:00:00Z'],
  ['just before clocks go back', '2026-10-25T01:59', undefined, '2026-10-24T23:59:00Z'],
] as const)('localMoment: %s', (_name, text, edge, expected) => {
  expect(new Date(localMoment(text, 'Europe/Rome', edge)).toISOString()).toBe(
    new Date(expected).toISOString(),
  )
})
