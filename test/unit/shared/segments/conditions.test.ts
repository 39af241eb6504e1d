import { describe, expect, test } from 'vitest'
import { durationMs } from '../../../../shared/lib/duration.ts'
import { Condition } from '../../../../shared/schema/config/condition.ts'
import { CONSENT_BITS, hasConsent } from '../../../../shared/schema/consent.ts'
import { compileCondition } from '../../../../shared/segments/compile.ts'
import type { Subject, TimelineEvent } from '../../../../shared/segments/subject.ts'
import cases from '../../../cases/conditions.json' with { type: 'json' }

interface Person {
  name: string
  events?: (Omit<TimelineEvent, 'time'> & { ago: string })[]
  about?: Record<string, unknown>
  consent?: string[]
  cases: { name: string; if: unknown; match: boolean; until?: string }[]
}

const people = cases.people as unknown as Person[]
const now = Date.parse(cases.now)

describe.each(people)('$name', (person) => {
  test.each(person.cases)('$name', ({ if: condition, match, until }) => {
    const verdict = compileCondition(Condition.parse(condition), cases.shop)(subjectOf(person), () => {
      throw new Error('these cases refer to no segment')
    })
    expect(verdict).toEqual({ match, until: until ? now + durationMs(until)! : Number.POSITIVE_INFINITY })
  })

  test.each(person.cases)('$name: time alone changes nothing before then', ({ if: condition }) => {
    const compiled = compileCondition(Condition.parse(condition), cases.shop)
    const segment = () => ({ match: false, until: 0 })
    const { match, until } = compiled(subjectOf(person), segment)
    for (const later of [1, 3_599_000, 86_399_000, 10 * 86_400_000, 200 * 86_400_000]) {
      if (now + later >= until) continue
      expect(compiled({ ...subjectOf(person), now: now + later }, segment).match, `${later} ms later`).toBe(
        match,
      )
    }
  })
})

test('there are enough cases to speak of a language', () => {
  expect(people.flatMap((person) => person.cases).length).toBeGreaterThanOrEqual(80)
})

function subjectOf({ events = [], about = {}, consent = [] }: Person): Subject {
  const timeline = events.map(({ ago, ...event }) => ({ ...event, time: now - durationMs(ago)! }))
  const stamp = consent.reduce(
    (bits, purpose) => bits | CONSENT_BITS[purpose as keyof typeof CONSENT_BITS],
    0,
  )
  return {
    now,
    events: (name) => timeline.filter((event) => event.name === name),
    about: (name, of) => known(about[name], of),
    hasConsent: (purpose) => hasConsent(stamp, purpose),
  }
}

/** `affinity` is kept by what it is of; `3d` stands for a moment that long before now. */
function known(value: unknown, of: Readonly<Record<string, string>> | undefined): unknown {
  if (of)
    return (value as Record<string, unknown>)?.[
      Object.entries(of)
        .map((pair) => pair.join('='))
        .join('&')
    ]
  const ago = typeof value === 'string' ? durationMs(value) : null
  return ago === null ? value : now - ago
}
