import { describe, expect, test } from 'vitest'
import { consentChange, todaysConsent } from '../../../../../edge/stores/profile/consent-change.ts'
import type { Visit } from '../../../../../edge/stores/profile/contract.ts'
import { emptyState, type FoldState } from '../../../../../shared/features/fold.ts'
import type { ConsentStatement } from '../../../../../shared/schema/consent.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const HOUR = 3_600_000

const refused: ConsentStatement = { analytics: false }
const granted: ConsentStatement = { analytics: true }

/** A person with events, who stated `consent` so many hours ago; null = never. */
function person(consent: number, hoursAgo: number | null): FoldState {
  const consentAt = hoursAgo === null ? null : NOW - hoursAgo * HOUR
  return { ...emptyState('1'), count: 3, consent, consentAt }
}

function change(statement: ConsentStatement, state: FoldState, hoursAgo?: number) {
  const at = hoursAgo === undefined ? {} : { at: new Date(NOW - hoursAgo * HOUR).toISOString() }
  const record = { ...statement, record: { ...at } }
  const visit = { now: NOW, consent: { source: 'b:1', statement: record } } as Visit
  return consentChange(visit, state)
}

describe('what is kept as a statement', () => {
  test.each<[string, ConsentStatement, FoldState, number | undefined, number | undefined]>([
    ['another choice', refused, person(1, 5), undefined, NOW],
    ['another choice, dated', refused, person(1, 5), 2, NOW - 2 * HOUR],
    ['an old one that comes late', refused, person(1, 5), 9, NOW - 9 * HOUR],
    ['the same again, newer', granted, person(1, 5), 2, NOW - 2 * HOUR],
    ['the same again', granted, person(1, 5), 5, undefined],
    ['the same again, undated', granted, person(1, 5), undefined, undefined],
    ['a date to come is now', refused, person(1, 5), -3, NOW],
    ['a first refusal by somebody who is known', refused, person(1, null), undefined, NOW],
    ['a refusal by nobody', refused, emptyState('1'), undefined, undefined],
    ['a first consent', granted, emptyState('1'), undefined, NOW],
  ])('%s', (_name, statement, state, hoursAgo, time) =>
    expect(change(statement, state, hoursAgo)?.time).toBe(time),
  )

  test('one without an id of its own is one event however often it is sent', () => {
    const ids = [1, 2].map(() => change(refused, person(1, 5), 2)?.messageId)
    expect(new Set(ids)).toEqual(new Set(['consent:0:2026-11-22T10:00:00.000Z']))
  })
})

test.each<[string, FoldState, ReturnType<typeof change>, number]>([
  ['nobody stated anything', person(1, null), undefined, -1],
  ['the first statement', person(1, null), change(refused, person(1, null)), 0],
  ['a newer statement', person(0, 5), change(granted, person(0, 5), 2), 1],
  ['a tab that repeats an older one', person(0, 5), change(granted, person(0, 5), 9), 0],
  ['nothing new', person(1, 5), undefined, 1],
])('todaysConsent: %s', (_name, state, stated, expected) =>
  expect(todaysConsent(state, stated)).toBe(expected),
)
