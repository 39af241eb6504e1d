import { type KnownFacts, knownFacts } from '../../../shared/features/about.ts'
import type { FoldState } from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import type { FeatureValues } from '../../../shared/features/index.ts'
import { orderIdOf } from '../../../shared/features/order-book.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import type { Subject, TimelineEvent } from '../../../shared/segments/subject.ts'

export interface SubjectInput {
  state: FoldState
  values: FeatureValues
  /** Read only when a condition asks what somebody did. */
  timeline: () => readonly FoldEvent[]
  page: PageContext
  now: number
}

/** The person as conditions read them: what they did, what is known, what the page says. */
export function conditionSubject({ state, values, timeline, page, now }: SubjectInput): Subject {
  const known: KnownFacts = knownFacts(values, now)
  let byName: Map<string, TimelineEvent[]> | undefined
  return {
    now,
    events: (name) => {
      byName ??= eventsByName(timeline(), state)
      return byName.get(name) ?? []
    },
    about: (name, of) => pageFact(page, name) ?? known(name, of),
    hasConsent: (purpose) => hasConsent(state.consent, purpose),
  }
}

/** Facts of the page, by the names the config uses. */
function pageFact(page: PageContext, name: string): unknown {
  switch (name) {
    case 'device':
      return page.device
    case 'language':
      return page.language
    case 'page_type':
      return page.type
    default:
      return undefined
  }
}

/** What consent lets conditions see; an order that is reported again happened once. */
function eventsByName(events: readonly FoldEvent[], state: FoldState): Map<string, TimelineEvent[]> {
  const byName = new Map<string, TimelineEvent[]>()
  const orders = new Map<string, number>()
  for (const event of events) {
    const seenFor = state.consentAt === null ? event.consent : event.consent & state.consent
    if (!hasConsent(seenFor, 'analytics')) continue
    const list = byName.get(event.name) ?? []
    byName.set(event.name, list)
    if (event.name !== 'order_completed') {
      list.push(event)
      continue
    }
    const id = orderIdOf(event)
    const at = orders.get(id)
    if (at === undefined) {
      orders.set(id, list.length)
      list.push(event)
    } else if (event.isTrusted && !list[at]?.isTrusted) list[at] = { ...event, time: list[at]!.time }
  }
  return byName
}
