import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Condition } from '../../../../shared/schema/config/condition.ts'
import { compileCondition } from '../../../../shared/segments/compile.ts'
import type { TimelineEvent } from '../../../../shared/segments/subject.ts'

const DAY = 86_400_000
const shop = { currency: 'EUR', timezone: 'Europe/Rome' }
const segment = () => ({ match: false, until: 0 })

const conditions = [
  { did: 'product_viewed' },
  { did: 'product_viewed', within: '3d' },
  { did: 'product_viewed', within: '5d', times: { atLeast: 2 } },
  { did: 'product_viewed', within: '5d', times: { exactly: 1 } },
  { did: 'product_viewed', where: { brand: 'Alba' }, within: '2d', times: { atMost: 1 } },
  { didNot: 'product_viewed', within: '4d' },
]

/** Time passes, and now and then something is viewed. */
const life = fc.array(
  fc.record({ passes: fc.integer({ min: 0, max: 4 * DAY }), viewed: fc.constantFrom('Alba', 'Corvo', null) }),
  { maxLength: 12 },
)

test.each(conditions)(
  '%j: what was said before answers as if it were asked for the first time',
  (condition) => {
    const parsed = Condition.parse(condition)
    fc.assert(
      fc.property(life, (moments) => {
        const compiled = compileCondition(parsed, shop)
        const events: TimelineEvent[] = []
        let now = 1_000 * DAY
        for (const { passes, viewed } of moments) {
          now += passes
          if (viewed) events.push({ time: now, name: 'product_viewed', properties: { brand: viewed } })
          const at = (list: TimelineEvent[]) => ({
            now,
            events: () => list,
            about: () => undefined,
            hasConsent: () => true,
          })
          const fresh = compileCondition(parsed, shop)(at([...events]), segment)
          expect(compiled(at(events), segment)).toEqual(fresh)
        }
      }),
    )
  },
)
