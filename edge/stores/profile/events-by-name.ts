import type { FoldState } from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import { orderIdOf } from '../../../shared/features/order-book.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import { openPurposes } from '../../../shared/schema/consent-state.ts'
import type { TimelineEvent } from '../../../shared/segments/subject.ts'

type EventsByName = ReadonlyMap<string, readonly TimelineEvent[]>

interface Index {
  byName: Map<string, TimelineEvent[]>
  /** Order id → its place in the list of orders. */
  orders: Map<string, number>
  consent: number
  /** Events of the timeline that are in it, and the last of them. */
  count: number
  last: FoldEvent | undefined
}

/** A timeline only grows, so its index does too; it goes when the timeline does. */
const indexes = new WeakMap<readonly FoldEvent[], Index>()

const NONE: EventsByName = new Map()

/**
 * A person's events as conditions see them. Conditions steer what somebody is shown, so each event's own stamp and
 * today's consent must allow personalization; an order that is reported again happened once.
 */
export function eventsByName(timeline: readonly FoldEvent[], state: FoldState): EventsByName {
  if (!hasConsent(state.consent, 'personalization')) return NONE
  const consent = openPurposes(state.consents)
  const known = indexes.get(timeline)
  const isBehind = known?.consent === consent && timeline[known.count - 1] === known.last
  const index = isBehind
    ? known
    : { byName: new Map(), orders: new Map(), consent, count: 0, last: undefined }
  for (const event of timeline.slice(index.count)) add(index, event)
  index.count = timeline.length
  index.last = timeline.at(-1)
  indexes.set(timeline, index)
  return index.byName
}

function add({ byName, orders, consent }: Index, event: FoldEvent): void {
  if (!hasConsent(event.consent & consent, 'personalization')) return
  const list = byName.get(event.name) ?? []
  byName.set(event.name, list)
  if (event.name !== 'order_completed') {
    list.push(event)
    return
  }
  const id = orderIdOf(event)
  const at = orders.get(id)
  if (at === undefined) {
    orders.set(id, list.length)
    list.push(event)
  } else if (event.isTrusted && !list[at]?.isTrusted) {
    byName.set(event.name, list.with(at, { ...event, time: list[at]!.time }))
  }
}
