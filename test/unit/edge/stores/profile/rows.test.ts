import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../../../../edge/stores/profile/admission.ts'
import { DedupeIndex, DIGEST_BYTES, digestColumn } from '../../../../../edge/stores/profile/dedupe-index.ts'
import { packRow, unpackRow } from '../../../../../edge/stores/profile/packed-row.ts'
import type { StoredEvent } from '../../../../../shared/schema/stored-event.ts'

function event(messageId: string, more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    source: 's',
    messageId,
    time: 1000,
    receivedAt: 2000,
    consent: 1,
    name: 'page_viewed',
    raw: '{}',
    ...more,
  }
}

describe('packed rows', () => {
  test('give every sender’s text back character for character', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        const events = texts.map((raw, index) => event(`m${index}`, { raw }))
        expect(unpackRow(packRow({ events }))).toEqual({ events })
      }),
    )
  })

  test('keep the decision that was made with the events', () => {
    const decision = { id: 'd', at: 1, configVersion: 3, segments: ['vip'], campaigns: {} }
    expect(unpackRow(packRow({ events: [event('a')], decision })).decision).toEqual(decision)
  })
})

describe('dedupe index', () => {
  test('finds after reloading its column what was added before', () => {
    const keys = Array.from({ length: 500 }, (_value, index) => event(`m${index}`))
    const column = digestColumn(keys)
    expect(column.byteLength).toBe(keys.length * DIGEST_BYTES)
    const index = new DedupeIndex()
    index.load(column, 7)
    for (const key of keys) expect(index.candidates(key)).toEqual([7])
    expect(index.candidates(event('never seen'))).toEqual([])
  })

  test('tells sources apart', () => {
    const index = new DedupeIndex()
    index.add(event('m'), 1)
    expect(index.candidates(event('m', { source: 'b:1' }))).toEqual([])
  })
})

describe('admission', () => {
  const rows = new Map<number, string>()
  const index = new DedupeIndex()
  const stored = event('known', { time: 500, raw: '{"a":1}' })
  rows.set(1, packRow({ events: [stored] }))
  index.add(stored, 1)
  const readRow = (sequence: number) => ({ home: 'p_1', body: rows.get(sequence)! })
  const context = { home: 'p_1', index, readRow }

  test('takes what is new and counts what is not', () => {
    const { fresh, duplicates, rewritten } = admit([event('new'), stored], context)
    expect(fresh.map(({ messageId }) => messageId)).toEqual(['new'])
    expect(duplicates).toBe(1)
    expect(rewritten).toEqual([])
  })

  test.each([
    ['an earlier time', { time: 499, raw: '{"b":1}' }, true],
    ['a later time', { time: 501, raw: '{"b":1}' }, false],
    ['the same time, received earlier', { receivedAt: 1999, raw: '{"b":1}' }, true],
    ['the same time and receipt, a lesser text', { raw: '{"A":1}' }, true],
    ['the same time and receipt, a greater text', { raw: '{"b":1}' }, false],
  ])('of two copies that differ the least stands: %s', (_name, change, isReplaced) => {
    const copy = { ...stored, ...change }
    const { rewritten, duplicates } = admit([copy], context)
    expect(duplicates).toBe(1)
    expect(rewritten.map(({ row }) => row.events)).toEqual(isReplaced ? [[copy]] : [])
  })

  test('copies within one request stand by the same rule', () => {
    const early = event('twice', { time: 1 })
    expect(admit([event('twice', { time: 2 }), early], context)).toEqual({
      fresh: [early],
      rewritten: [],
      known: [],
      duplicates: 1,
      hasTwin: false,
    })
  })

  test('the same message of another member is no copy', () => {
    const { fresh, duplicates, hasTwin } = admit([stored], { ...context, home: 'p_2' })
    expect({ fresh, duplicates, hasTwin }).toEqual({ fresh: [stored], duplicates: 0, hasTwin: true })
  })

  test('a clash of digests is no duplicate', () => {
    const clashing = new DedupeIndex()
    clashing.add(event('other'), 1)
    expect(admit([event('other')], { ...context, index: clashing }).fresh).toHaveLength(1)
  })
})
