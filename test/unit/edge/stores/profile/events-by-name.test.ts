import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventsByName } from '../../../../../edge/stores/profile/events-by-name.ts'
import { emptyState, toFoldEvent } from '../../../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../../../shared/features/fold-event.ts'
import { compareEvents } from '../../../../../shared/schema/stored-event.ts'

const event = fc
  .record({
    time: fc.integer({ min: 0, max: 30 }),
    name: fc.constantFrom('product_viewed', 'product_added', 'order_completed'),
    consent: fc.constantFrom(0, 1, 3),
    order: fc.constantFrom('a', 'b'),
    isTrusted: fc.boolean(),
  })
  .map(({ order, isTrusted, ...rest }) => ({
    ...rest,
    order,
    ...(isTrusted && { isTrusted: true as const }),
  }))

const stateOf = (consent: number | null) => ({
  ...emptyState('1'),
  consent: consent ?? 3,
  consentAt: consent === null ? null : 1,
})

test('an index that grew with its timeline says what a new one says, in whatever order events came', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 25 }),
      fc.infiniteStream(fc.constantFrom(null, 0, 1, 3)),
      (events, consents) => {
        const timeline: FoldEvent[] = []
        events.forEach(({ order, ...rest }, index) => {
          const raw = JSON.stringify({ properties: { order_id: order, product_id: 'p' } })
          const made = toFoldEvent({ ...rest, source: 's', messageId: `m-${index}`, receivedAt: 0, raw })
          const at = timeline.findIndex((other) => compareEvents(other, made) > 0)
          timeline.splice(at < 0 ? timeline.length : at, 0, made)
          const state = stateOf(consents.next().value ?? null)
          expect([...eventsByName(timeline, state)]).toEqual([...eventsByName([...timeline], state)])
        })
      },
    ),
  )
})

test.each([
  [3, 3, 1],
  [1, 3, 0],
  [3, 1, 0],
  [7, 5, 0],
])('an event stamped %i under today’s %i is seen %i times', (stamp, today, times) => {
  const raw = JSON.stringify({ properties: { product_id: 'p' } })
  const event = { source: 's', messageId: 'm', time: 1, receivedAt: 1, consent: stamp, name: 'x', raw }
  expect(eventsByName([toFoldEvent(event)], stateOf(today)).get('x') ?? []).toHaveLength(times)
})

test('an order told twice is there once, at its first time and with the trusted word', () => {
  const told = (time: number, isTrusted: boolean) =>
    toFoldEvent({
      source: 's',
      messageId: `m-${time}`,
      time,
      receivedAt: time,
      consent: 3,
      name: 'order_completed',
      ...(isTrusted && { isTrusted: true as const }),
      raw: JSON.stringify({ properties: { order_id: 'a', revenue: time } }),
    })
  const orders = eventsByName([told(1, false), told(2, true)], stateOf(3)).get('order_completed')
  expect(orders).toMatchObject([{ time: 1, isTrusted: true, properties: { revenue: 2 } }])
})
