import { expect, test } from 'vitest'
import { messageId } from '../../../../client/lib/message-id.ts'

test('is a version 7 UUID of its millisecond', () => {
  const now = Date.parse('2026-11-22T10:00:00Z') + 1e10
  const id = messageId(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

test('sorts in the order of making, within a millisecond and when the clock goes back', () => {
  const start = Date.parse('2027-11-22T10:00:00Z')
  const ids = Array.from({ length: 10_000 }, (_, index) => messageId(start - (index % 3)))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
})

test('carries the given randomness', () => {
  const random = new Uint8Array([0xff, 1, 2, 3, 4, 5, 6, 7, 0, 0])
  expect(messageId(Date.parse('2028-01-01'), random)).toMatch(/-7000-bf01-020304050607$/)
})
