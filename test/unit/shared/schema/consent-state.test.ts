import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONSENT_BITS, type ConsentStatement } from '../../../../shared/schema/consent.ts'
import {
  type ConsentState,
  consentAfter,
  openPurposes,
  type Said,
  saysNews,
  todaysConsent,
} from '../../../../shared/schema/consent-state.ts'

const MAIL = { marketing: { email: true } } as const
const NO_MAIL = { marketing: { email: false } } as const

function said(at: number, statement: ConsentStatement, isTrusted = true): Said {
  return { at, statement, by: `m${at}`, isTrusted }
}

function stateAfter(...statements: Said[]): ConsentState {
  return statements.reduce(consentAfter, {})
}

const browser = (at: number, statement: ConsentStatement) => said(at, statement, false)

describe('of each topic the newest word counts', () => {
  test.each<[string, Said[], object]>([
    [
      'a banner says nothing of the mail that the server has consent for',
      [said(1, MAIL), browser(2, { analytics: false, marketing: { ads: false } })],
      { email: 'granted', ads: 'refused', analytics: 'refused' },
    ],
    ['a withdrawal wins over an older yes', [said(1, MAIL), said(2, NO_MAIL)], { email: 'refused' }],
    ['whichever came first', [said(2, NO_MAIL), said(1, MAIL)], { email: 'refused' }],
    ['also at the same moment', [said(1, NO_MAIL), said(1, MAIL)], { email: 'refused' }],
    ['a newer yes stands again', [said(1, NO_MAIL), said(2, MAIL)], { email: 'granted' }],
    [
      'one channel is no other',
      [said(1, { marketing: true }), said(2, { marketing: { sms: false } })],
      { email: 'granted', sms: 'refused', ads: 'granted' },
    ],
  ])('%s', (_name, statements, expected) => {
    const states = Object.entries(stateAfter(...statements)).map(([topic, { state }]) => [topic, state])
    expect(Object.fromEntries(states)).toMatchObject(expected)
  })
})

describe('a yes to an address', () => {
  test.each<[string, Said[], string]>([
    ['of somebody who has proved nothing is pending', [browser(1, MAIL)], 'pending'],
    [
      'is confirmed by the server',
      [browser(1, MAIL), said(2, { marketing: { email: 'confirmed' } })],
      'granted',
    ],
    ['is not confirmed by its own browser', [browser(1, { marketing: { email: 'confirmed' } })], 'pending'],
    ['that is pending takes no grant away', [said(1, MAIL), browser(2, MAIL)], 'granted'],
    [
      'that was withdrawn has to be confirmed anew',
      [said(1, MAIL), browser(2, NO_MAIL), browser(3, MAIL)],
      'pending',
    ],
    ['the server starts as pending', [said(1, { marketing: { email: 'pending' } })], 'pending'],
  ])('%s', (_name, statements, expected) => expect(stateAfter(...statements).email?.state).toBe(expected))

  test('is granted to a browser where no address is in play', () => {
    expect(stateAfter(browser(1, { marketing: { ads: true, push: true } }))).toMatchObject({
      ads: { state: 'granted' },
      push: { state: 'granted' },
    })
  })

  test('keeps when it was confirmed, and by what', () => {
    const state = stateAfter(browser(1, MAIL), said(2, { marketing: { email: 'confirmed' } }), said(3, MAIL))
    expect(state.email).toEqual({ state: 'granted', at: 3, source: 'server', by: 'm3', confirmedAt: 2 })
  })
})

test('an objection to profiling closes personalization, and only the person lifts it', () => {
  const agreed = said(1, { analytics: true, personalization: true })
  const objected = stateAfter(agreed, browser(2, { profiling: false }))
  expect([todaysConsent(objected, 0), openPurposes(objected)]).toEqual([1, 1])
  const later = stateAfter(agreed, browser(2, { profiling: false }), said(3, { personalization: true }))
  expect(todaysConsent(later, 0)).toBe(1)
  expect(todaysConsent(consentAfter(objected, browser(4, { profiling: true })), 0)).toBe(1)
  expect(todaysConsent(consentAfter(objected, said(4, { profiling: true })), 0)).toBe(3)
})

test.each<[string, Said[], number, number]>([
  ['of what nobody spoke of, the unstated stands', [], 3, 3],
  ['mail needs no analytics', [said(1, { analytics: false, ...MAIL })], 3, CONSENT_BITS.email],
  ['ads do', [said(1, { analytics: false, marketing: { ads: true } })], 3, 0],
  ['personalization does', [said(1, { personalization: true })], 0, 0],
  ['pending is no yes', [said(1, { analytics: true, marketing: { email: 'pending' } })], 0, 1],
  [
    'a GPC signal is a no to ads',
    [said(1, { analytics: true, marketing: true, record: { gpc: true } })],
    0,
    127 - 2,
  ],
])('today: %s', (_name, statements, unstated, expected) =>
  expect(todaysConsent(stateAfter(...statements), unstated)).toBe(expected),
)

test('nobody passes for the server or for a link', () => {
  const record = { source: 'server' } as const
  expect(stateAfter(browser(1, { analytics: true, record })).analytics?.source).toBe('api')
  expect(stateAfter(said(1, { analytics: true, record: { source: 'link' } })).analytics?.source).toBe('link')
})

const word = fc.constantFrom(true, false, undefined)
const plain = fc
  .record({
    analytics: word,
    personalization: word,
    profiling: word,
    marketing: fc.record({ email: word, ads: word }),
  })
  .map((statement) => JSON.parse(JSON.stringify(statement)) as ConsentStatement)
const statements = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), plain), { maxLength: 12 })

test('where someone stands does not depend on the order in which statements come', () => {
  fc.assert(
    fc.property(
      statements.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        const standing = (list: typeof all) =>
          Object.entries(stateAfter(...list.map(([at, statement]) => said(at, statement))))
            .map(([topic, { state, at }]) => `${topic} ${state} ${at}`)
            .sort()
        expect(standing(shuffled)).toEqual(standing(all))
      },
    ),
  )
})

test('what is said again is no news', () => {
  fc.assert(
    fc.property(statements, plain, (all, statement) => {
      const known = stateAfter(...all.map(([at, each]) => said(at, each)), said(9, statement))
      expect(saysNews(known, said(10, statement))).toBe(false)
    }),
  )
})
