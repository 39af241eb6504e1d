import { type KnownFacts, knownFacts } from '../../../shared/features/about.ts'
import type { FoldState } from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import type { FeatureValues } from '../../../shared/features/index.ts'
import type { ClassifiedFields } from '../../../shared/fields/classified-fields.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import type { Subject } from '../../../shared/segments/subject.ts'
import { eventsByName } from './events-by-name.ts'
import { knownFields } from './known-fields.ts'

export interface SubjectInput {
  state: FoldState
  /** As a decision may see them. */
  values: FeatureValues
  /** Read only when a condition asks what somebody did. */
  timeline: () => readonly FoldEvent[]
  fields: ClassifiedFields
  page: PageContext
  now: number
}

/** The person as conditions read them: what they did, what is known, what the page says. */
export function conditionSubject({ state, values, timeline, fields, page, now }: SubjectInput): Subject {
  const known: KnownFacts = knownFacts(values, now)
  const ofField = (name: string) =>
    fields.byName.has(name) ? knownFields(timeline(), state, fields).get(name)?.value : undefined
  let byName: ReturnType<typeof eventsByName> | undefined
  return {
    now,
    events: (name) => {
      byName ??= eventsByName(timeline(), state)
      return byName.get(name) ?? []
    },
    about: (name, of) => pageFact(page, name) ?? ofField(name) ?? known(name, of),
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
