import { describe, expect, test } from 'vitest'
import { isOrphan, OUTBOX_BYTES, surplus } from '../../../../client/send/outbox-policy.ts'
import { type Parcel, takeBatch } from '../../../../client/send/parcel.ts'
import { parseRetryAfter, retryDelayMs, verdictOf } from '../../../../client/send/retry-policy.ts'

const DAY = 86_400_000
const now = 100 * DAY
const kept = (id: string, bytes = 1000, age = 0) => ({ id, bytes, at: now - age })

describe('what the outbox gives up', () => {
  test.each([
    ['nothing while there is room', [kept('a'), kept('b')], []],
    ['what is older than a week', [kept('a', 10, 8 * DAY), kept('b', 10, 6 * DAY)], ['a']],
    [
      'the oldest beyond the cap',
      [kept('a', OUTBOX_BYTES / 2), kept('c', OUTBOX_BYTES / 2), kept('b', 1)],
      ['a'],
    ],
    ['what alone is too big', [kept('a', OUTBOX_BYTES + 1)], ['a']],
  ])('%s', (_name, entries, expected) => {
    expect(surplus(entries, now)).toEqual(expected)
  })

  test('expired entries take no room from the others', () => {
    expect(surplus([kept('a', OUTBOX_BYTES, 8 * DAY), kept('b', OUTBOX_BYTES)], now)).toEqual(['a'])
  })
})

test.each([
  ['its tab lives', new Set(['t1']), 0, false],
  ['its tab is gone', new Set(['t2']), 0, true],
  ['no locks, still fresh', null, 5_000, false],
  ['no locks, half a minute old', null, 31_000, true],
])('orphan: %s', (_name, alive, age, expected) => {
  expect(isOrphan({ owner: 't1', at: now - age }, alive, now)).toBe(expected)
})

test.each([
  [200, 'taken'],
  [204, 'taken'],
  [0, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
  [408, 'retry'],
  [410, 'retry'],
  [429, 'retry'],
  [400, 'drop'],
  [401, 'retry'],
  [403, 'retry'],
  [404, 'retry'],
  [413, 'drop'],
])('status %i means %s', (status, verdict) => {
  expect(verdictOf(status)).toBe(verdict)
})

describe('waiting', () => {
  test.each([
    ['first failure, least', 1, 0, 0, 500],
    ['first failure, most', 1, 1, 0, 1000],
    ['doubles', 4, 1, 0, 8000],
    ['at most a minute', 50, 1, 0, 60_000],
    ['the server asks for longer', 1, 0, 120_000, 120_000],
    ['the server asks for less', 4, 1, 1000, 8000],
    ['at most an hour for the server', 1, 0, 1e12, 3_600_000],
  ])('%s', (_name, failures, random, retryAfter, expected) => {
    expect(retryDelayMs(failures, random, retryAfter)).toBe(expected)
  })

  test.each([
    ['120', 120_000],
    ['0', 0],
    [null, 0],
    ['soon', 0],
    [new Date(now + 5000).toUTCString(), 5000],
    [new Date(now - 5000).toUTCString(), 0],
  ])('Retry-After %j', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected)
  })
})

describe('a batch', () => {
  const parcel = (id: string, bytes = 1000, proof?: string): Parcel => ({
    id,
    at: 0,
    bytes,
    event: { type: 'track', messageId: id, timestamp: '' },
    ...(proof && { proof }),
  })
  const ids = (parcels: Parcel[]) => parcels.map((entry) => entry.id).join('')
  test.each([
    ['all that fit', [parcel('a'), parcel('b')], 'ab', ''],
    ['no more than fit', [parcel('a', 9000), parcel('b', 9000), parcel('c')], 'a', 'bc'],
    ['a big one alone', [parcel('a', 30_000), parcel('b')], 'a', 'b'],
    ['one proof at a time', [parcel('a', 1, 'p'), parcel('b', 1, 'p'), parcel('c')], 'ab', 'c'],
    ['nothing of nothing', [], '', ''],
  ])('%s', (_name, queue, taken, left) => {
    expect(ids(takeBatch(queue))).toBe(taken)
    expect(ids(queue)).toBe(left)
  })
})
