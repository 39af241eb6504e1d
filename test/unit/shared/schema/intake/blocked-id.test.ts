import { describe, expect, test } from 'vitest'
import { isBlockedId } from '../../../../../shared/schema/intake/blocked-id.ts'

describe('nobody in particular', () => {
  test.each([
    '',
    '0',
    '0000',
    '00000000-0000-0000-0000-000000000000',
    '---',
    '-1',
    'null',
    'NULL',
    'undefined',
    'None',
    'NaN',
    'anonymous',
    'Anonymous User',
    'guest',
    'unknown',
    '[object Object]',
    '(not set)',
    'n/a',
    'true',
    '"null"',
    'xxxxxxxx',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '111111',
    '{{user.id}}',
    '$' + '{userId}',
    '<%= id %>',
    '%user_id%',
    '[user_id]',
    'test@test.com',
  ])('%j', (value) => {
    expect(isBlockedId(value)).toBe(true)
  })
})

describe('somebody', () => {
  test.each([
    '1',
    '42',
    '1001',
    'u-1',
    'ada@example.org',
    '6f1f7b5e-3a52-4b3e-9a0f-0c7f2f1c1a11',
    'nullah',
    'guesthouse-7',
    'aaab',
    '-12',
  ])('%j', (value) => {
    expect(isBlockedId(value)).toBe(false)
  })
})

test('hostile lengths are answered at once', () => {
  const startedAt = performance.now()
  for (const value of [
    '-'.repeat(1e5),
    `${'x-'.repeat(5e4)}y`,
    `{{${'}'.repeat(1e5)}`,
    `<%${'%'.repeat(1e5)}`,
  ])
    isBlockedId(value)
  expect(performance.now() - startedAt).toBeLessThan(200)
})
