import { beforeEach, expect, test, vi } from 'vitest'
import { createConsent } from '../../../../client/consent/consent.ts'

const DAY = 86_400_000
let kept: Map<string, string>
let now: number
const storage = {
  get: (name: string) => kept.get(name) ?? null,
  set: (name: string, value: string) => void kept.set(name, value),
  remove: (name: string) => void kept.delete(name),
}
const onChange = vi.fn()
const onLapse = vi.fn()
const open = (version = '1') =>
  createConsent({ storage, version, now: () => now, gpc: false, onChange, onLapse })

beforeEach(() => {
  kept = new Map()
  now = Date.parse('2026-11-22T10:00:00Z')
  vi.clearAllMocks()
})

test('before a choice nothing is kept and nothing may be sent', () => {
  const consent = open()
  consent.note('isKnown', true)
  expect(kept.size).toBe(0)
  expect(consent.isIdentified()).toBe(false)
  expect(consent.statement()).toBeUndefined()
})

test('a refusal is kept, and only it', () => {
  const consent = open()
  consent.choose({ analytics: false }, { source: 'banner', language: 'it' })
  expect([...kept.keys()]).toEqual(['consent'])
  expect(consent.isIdentified()).toBe(false)
  expect(open().choice).toMatchObject({
    analytics: false,
    record: { source: 'banner', language: 'it', version: '1' },
  })
})

test('a choice outlives the page with its record', () => {
  open().choose({ analytics: true }, { source: 'banner', textHash: 'abc' })
  expect(open().statement()).toMatchObject({ analytics: true, record: { textHash: 'abc' } })
  expect(open().statement()).not.toHaveProperty('marketing')
})

test('a lapsed choice is forgotten with what rested on it', () => {
  open().choose({ analytics: true }, { source: 'banner' })
  now += 184 * DAY
  expect(open().choice).toBeNull()
  expect(onLapse).toHaveBeenCalledOnce()
  expect(kept.size).toBe(0)
})

test('a new text asks again', () => {
  open('1').choose({ analytics: true }, { source: 'banner' })
  expect(open('2').choice).toBeNull()
})

test('another tab’s choice is taken over as made elsewhere', () => {
  const [here, there] = [open(), open()]
  there.choose({ analytics: true }, { source: 'banner' })
  onChange.mockClear()
  here.reload()
  expect(here.isIdentified()).toBe(true)
  expect(onChange).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ analytics: true }), null, false)
})

test('a note changes the choice without being one', () => {
  const consent = open()
  consent.choose({ analytics: true }, { source: 'api' })
  onChange.mockClear()
  consent.note('isKnown', true)
  expect(open().choice).toHaveProperty('isKnown', true)
  consent.note('isKnown', undefined)
  expect(open().choice).not.toHaveProperty('isKnown')
  expect(onChange).not.toHaveBeenCalled()
})

test('a late answer does not undo a withdrawal in another tab', () => {
  const there = open()
  there.choose({ analytics: true }, { source: 'banner' })
  const here = open()
  there.choose({ analytics: false }, { source: 'banner' })
  there.note('withdrawal', {})
  onChange.mockClear()
  here.note('isKnown', true)
  expect(here.isIdentified()).toBe(false)
  expect(onChange).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ analytics: false }),
    expect.objectContaining({ analytics: true }),
    false,
  )
  expect(open().choice).toMatchObject({ analytics: false, withdrawal: {} })
  expect(open().choice).not.toHaveProperty('isKnown')
})
