import { expect, test } from 'vitest'
import type { Person } from '../../../../../edge/stores/profile/person.ts'
import { retain } from '../../../../../edge/stores/profile/retain.ts'

const DAY = 86_400_000
const NOW = 1000 * DAY
const KEEP = { behaviourMs: 30 * DAY, anonymousMs: 300 * DAY, customersMs: 900 * DAY }

/** A person who looked at things so many days ago, and lets go of them as asked. */
function person(...days: number[]): Person {
  let events = days.map((each) => ({
    name: 'product_viewed',
    time: NOW - each * DAY,
    receivedAt: NOW - each * DAY,
  }))
  return {
    timeline: () => events,
    cursors: { shard: 1, identity: 1 },
    reload: () => undefined,
    storage: {
      scrub: () => undefined,
      thin: (isGone: (event: (typeof events)[number]) => boolean) => {
        const before = events.length
        events = events.filter((event) => !isGone(event))
        return before - events.length
      },
    },
  } as unknown as Person
}

test.each<[string, Person, object]>([
  [
    'nothing is due: the next thing is looked for when it is',
    person(20),
    { dropped: 0, next: NOW + 10 * DAY },
  ],
  ['never later than in a month', person(0), { dropped: 0, next: NOW + 30 * DAY }],
  ['what is due goes', person(40, 35, 25), { dropped: 2, next: NOW + 5 * DAY }],
  ['never sooner than in a day', person(29.9), { dropped: 0, next: NOW + DAY }],
])('%s', (_name, whom, expected) =>
  expect(retain(whom, KEEP, { now: NOW, checkMs: DAY, isWhole: true })).toEqual({
    status: 'kept',
    ...expected,
  }),
)

test('who has not been heard of for long enough goes as a whole', () => {
  expect(retain(person(301), KEEP, { now: NOW, checkMs: DAY, isWhole: true })).toEqual({ status: 'over' })
})

test('a member that somebody else answers for only lets go of events', () => {
  const retained = retain(
    person(301, 1),
    { ...KEEP, anonymousMs: 0 },
    { now: NOW, checkMs: DAY, isWhole: false },
  )
  expect(retained).toMatchObject({ status: 'kept', dropped: 1 })
})
