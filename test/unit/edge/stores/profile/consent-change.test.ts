import { describe, expect, test } from 'vitest'
import { consentChange, openAfter } from '../../../../../edge/stores/profile/consent-change.ts'
import type { Visit } from '../../../../../edge/stores/profile/contract.ts'
import { emptyState, type FoldState } from '../../../../../shared/features/fold.ts'
import type { ConsentStatement } from '../../../../../shared/schema/consent.ts'
import { consentAfter } from '../../../../../shared/schema/consent-state.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const HOUR = 3_600_000

const refused: ConsentStatement = { analytics: false }
const granted: ConsentStatement = { analytics: true }
const mail: ConsentStatement = { marketing: { email: true } }
const noMail: ConsentStatement = { marketing: { email: false } }

/** A person with events, who stated whether they agree to analytics so many hours ago; null = never. */
function person(isGranted: boolean, hoursAgo: number | null): FoldState {
  const known = { ...emptyState('1'), count: 3 }
  if (hoursAgo === null) return known
  const at = NOW - hoursAgo * HOUR
  const said = { at, by: 'm', isTrusted: false, statement: isGranted ? granted : refused }
  return { ...known, consent: isGranted ? 1 : 0, consents: consentAfter({}, said), consentAt: at }
}

function change(statement: ConsentStatement, state: FoldState, hoursAgo?: number, source = 'b:1') {
  const at = hoursAgo === undefined ? {} : { at: new Date(NOW - hoursAgo * HOUR).toISOString() }
  const record = { ...statement, record: { ...at } }
  const isTrusted = source === 's' && { isTrusted: true as const }
  const visit = { now: NOW, consent: { source, statement: record, ...isTrusted } } as Visit
  return consentChange(visit, state)
}

describe('what is kept as a statement', () => {
  test.each<[string, ConsentStatement, FoldState, number | undefined, number | undefined]>([
    ['another choice', refused, person(true, 5), undefined, NOW],
    ['another choice, dated', refused, person(true, 5), 2, NOW - 2 * HOUR],
    ['an old one that comes late', refused, person(true, 5), 9, NOW - 9 * HOUR],
    ['the same again, newer', granted, person(true, 5), 2, NOW - 2 * HOUR],
    ['the same again', granted, person(true, 5), 5, undefined],
    ['the same again, undated', granted, person(true, 5), undefined, undefined],
    ['a date to come is now', refused, person(true, 5), -3, NOW],
    ['a first refusal by somebody who is known', refused, person(true, null), undefined, NOW],
    ['a refusal by nobody', refused, emptyState('1'), undefined, undefined],
    ['a first consent', granted, emptyState('1'), undefined, NOW],
  ])('%s', (_name, statement, state, hoursAgo, time) =>
    expect(change(statement, state, hoursAgo)?.event.time).toBe(time),
  )

  test('one without an id of its own is one event however often it is sent', () => {
    const ids = [1, 2].map(() => change(refused, person(true, 5), 2)?.event.messageId)
    expect(new Set(ids)).toEqual(new Set([expect.stringMatching(/^consent:\w+:2026-11-22T10:00:00.000Z$/)]))
  })
})

test.each<[string, ConsentStatement, string, boolean]>([
  ['the server’s no to a channel', noMail, 's', true],
  ['a browser’s no to a channel', noMail, 'b:1', false],
  ['a browser’s yes to a channel alone', mail, 'b:1', false],
  ['the server’s yes to a channel alone', mail, 's', true],
  ['the server’s no to being known', refused, 's', false],
])('of a stranger: %s', (_name, statement, source, isKept) =>
  expect(change(statement, emptyState('1'), undefined, source) !== undefined).toBe(isKept),
)

test.each<[string, boolean, boolean]>([
  ['is trusted where somebody has logged in', true, true],
  ['is not trusted elsewhere', false, false],
])('a browser that speaks for an address %s', (_name, isProven, isTrusted) => {
  const visit = { now: NOW, consent: { source: 'b:1', statement: mail } } as Visit
  const made = consentChange(visit, person(true, 5), isProven)
  expect([made?.said.isTrusted, made?.event.isTrusted ?? false]).toEqual([isTrusted, isTrusted])
})

test.each<[string, FoldState, ReturnType<typeof change>, number]>([
  ['nobody stated anything', person(true, null), undefined, 3],
  ['the first statement', person(true, null), change(refused, person(true, null)), 0],
  ['a newer statement', person(false, 5), change(granted, person(false, 5), 2), 3],
  ['a tab that repeats an older one', person(false, 5), change(granted, person(false, 5), 9), 0],
  ['nothing new', person(true, 5), undefined, 3],
  ['a word about a channel', person(false, 5), change(mail, person(false, 5)), 0],
])('openAfter: %s', (_name, state, stated, expected) => expect(openAfter(state, stated)).toBe(expected))
