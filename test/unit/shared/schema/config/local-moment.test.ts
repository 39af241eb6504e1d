import { expect, test } from 'vitest'
import { localMoment } from '../../../../../shared/schema/config/local-moment.ts'

test.each([
  ['2026-11-20', undefined, '2026-11-19T23:00:00Z'],
  ['2026-07-20', undefined, '2026-07-19T22:00:00Z'],
  ['2026-12-08', 'end', '2026-12-08T23:00:00Z'],
  ['2026-12-08T23:59', 'end', '2026-12-08T22:59:00Z'],
  ['2026-12-08T23:59:30', undefined, '2026-12-08T22:59:30Z'],
  ['2026-12-08T23:59Z', undefined, '2026-12-08T23:59:00Z'],
  ['2026-12-08T23:59+05:30', undefined, '2026-12-08T18:29:00Z'],
  // Clocks go back at 03:00 on 25 October and forward at 02:00 on 29 March.
  ['2026-10-25', 'end', '2026-10-25T23:00:00Z'],
  ['2026-10-25T01:30', undefined, '2026-10-24T23:30:00Z'],
  ['2026-10-25T03:30', undefined, '2026-10-25T02:30:00Z'],
  ['2026-03-29T01:59', undefined, '2026-03-29T00:59:00Z'],
  ['2026-03-29T03:00', undefined, '2026-03-29T01:00:00Z'],
] as const)('%s %s in Rome is %s', (text, end, expected) => {
  expect(new Date(localMoment(text, 'Europe/Rome', end)).toISOString()).toBe(expected.replace('Z', '.000Z'))
})

test('a date the calendar does not have is no moment', () => {
  expect(localMoment('2026-13-01', 'Europe/Rome')).toBeNaN()
})

test('a zone with a quarter of an hour', () => {
  expect(new Date(localMoment('2026-11-20T12:00', 'Asia/Kathmandu')).toISOString()).toBe(
    '2026-11-20T06:15:00.000Z',
  )
})
