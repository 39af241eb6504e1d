import { describe, expect, test } from 'vitest'
import {
  type Choice,
  makeChoice,
  purposeStates,
  readChoice,
  statementOf,
} from '../../../../client/consent/choice.ts'

const DAY = 86_400_000
const now = Date.parse('2026-11-22T10:00:00Z')
const record = { id: 'r1', at: new Date(now).toISOString(), version: '3' }
const all = { analytics: true, personalization: true, marketing: true }
const choice: Choice = { ...all, record }
const keptAt = (age: number, more: object = {}) =>
  JSON.stringify({ ...choice, record: { ...record, at: new Date(now - age).toISOString() }, ...more })

describe('a kept choice', () => {
  test.each([
    ['stands after 179 days', keptAt(179 * DAY), true],
    ['is asked again after half a year', keptAt(184 * DAY), false],
    ['is asked again when the text changed', keptAt(0, { record: { ...record, version: '2' } }), false],
    ['from the far future is not believed', keptAt(-3 * DAY), false],
    ['without a date is not believed', JSON.stringify({ ...all, record: { version: '3' } }), false],
    ['without a record is not believed', JSON.stringify(all), false],
    ['with odd values is not believed', keptAt(0, { analytics: 'yes' }), false],
    ['that is broken is not believed', '{"analytics":', false],
    ['that is no object is not believed', '7', false],
    ['that is absent', null, false],
  ])('%s', (_name, text, stands) => {
    expect(readChoice(text, { now, version: '3' }) !== null).toBe(stands)
  })
})

describe('a new choice', () => {
  test.each([
    ['pending, accepts all', null, all, all],
    [
      'pending, grants one',
      null,
      { analytics: true },
      { analytics: true, personalization: false, marketing: false },
    ],
    [
      'without analytics nothing stands',
      null,
      { personalization: true },
      { analytics: false, personalization: false, marketing: false },
    ],
    [
      'a channel beside the ones before it',
      { ...choice, marketing: { email: true } },
      { marketing: { ads: true } },
      { ...all, marketing: { email: true, ads: true } },
    ],
    [
      'a channel taken out of all',
      choice,
      { marketing: { ads: false } },
      { marketing: { email: true, sms: true, push: true, call: true, post: true, ads: false } },
    ],
    [
      'a plain no takes every channel back',
      { ...choice, marketing: { email: true, ads: true } },
      { marketing: false },
      { marketing: false },
    ],
    ['takes one back, the others stay', choice, { marketing: false }, { ...all, marketing: false }],
    [
      'takes the base back, all go',
      choice,
      { analytics: false },
      { analytics: false, personalization: false, marketing: false },
    ],
  ])('%s', (_name, before, answer, expected) => {
    expect(makeChoice(before, answer, record)).toMatchObject(expected)
  })

  test('the handle is remembered while analytics stands, forgotten with it', () => {
    const known: Choice = { ...choice, isKnown: true, withdrawal: {} }
    expect(makeChoice(known, { marketing: false }, record)).toHaveProperty('isKnown', true)
    expect(makeChoice(known, { analytics: false }, record)).not.toHaveProperty('isKnown')
    expect(makeChoice(known, {}, record)).not.toHaveProperty('withdrawal')
  })
})

test.each([
  ['names the channels of the last answer alone', { marketing: { ads: true } }, { ads: true }],
  ['says nothing of channels where the last answer did not', { analytics: true }, undefined],
  ['takes every channel back where that was said', { marketing: false }, false],
])('the statement %s', (_name, answer, expected) => {
  const before = { ...choice, marketing: { email: true } }
  expect(statementOf(makeChoice(before, answer, record), false).marketing).toEqual(expected)
})

test('states per purpose', () => {
  expect(purposeStates(null)).toEqual({
    analytics: 'pending',
    personalization: 'pending',
    marketing: 'pending',
  })
  expect(purposeStates({ ...choice, marketing: false })).toEqual({
    analytics: 'granted',
    personalization: 'granted',
    marketing: 'denied',
  })
})

test.each([
  ['one channel', { email: false, ads: true }, 'granted'],
  ['no channel', { ads: false }, 'denied'],
])('marketing with %s is told as a whole', (_name, marketing, expected) => {
  expect(purposeStates({ ...choice, marketing }).marketing).toBe(expected)
})

test('Global Privacy Control takes ads away and is written down', () => {
  expect(statementOf(choice, false)).toEqual({ ...all, record })
  const { marketing, record: proof } = statementOf(choice, true)
  expect(marketing).toMatchObject({ email: true, ads: false })
  expect(proof).toMatchObject({ gpc: true })
  expect(statementOf({ ...choice, marketing: { ads: true } }, true).marketing).toEqual({ ads: false })
})
