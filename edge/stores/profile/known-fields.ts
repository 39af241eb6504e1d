import type { FoldState } from '../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../shared/features/fold-event.ts'
import type { ClassifiedFields } from '../../../shared/fields/classified-fields.ts'
import { FieldFacts } from '../../../shared/fields/field-facts.ts'
import { CONSENT_BITS, hasConsent } from '../../../shared/schema/consent.ts'
import { openPurposes } from '../../../shared/schema/consent-state.ts'

/** What is agreed to for the shop's own pages; the other bits are channels of marketing. */
const OF_ITSELF = CONSENT_BITS.analytics | CONSENT_BITS.personalization

interface Read {
  facts: FieldFacts
  fields: ClassifiedFields
  consent: number
  /** Events of the timeline that were read, and the last of them. */
  count: number
  last: FoldEvent | undefined
}

/** A timeline only grows, so what was read of it stays read; it goes when the timeline does. */
const reads = new WeakMap<readonly FoldEvent[], Read>()

/**
 * What the fields that the shop has classified say of a person, from all stored events: a field that is classified
 * today is known of the past at once. As in conditions, each event's own stamp and today's consent have to allow
 * personalization, and the field's purpose besides.
 */
export function knownFields(
  timeline: readonly FoldEvent[],
  state: FoldState,
  fields: ClassifiedFields,
): FieldFacts {
  const consent = openPurposes(state.consents) | (state.consent & ~OF_ITSELF)
  const known = reads.get(timeline)
  const isBehind =
    known?.fields === fields && known.consent === consent && timeline[known.count - 1] === known.last
  const read = isBehind
    ? known
    : { facts: new FieldFacts(fields), fields, consent, count: 0, last: undefined }
  const isOpen = fields.all.length > 0 && hasConsent(state.consent, 'personalization')
  for (const event of isOpen ? timeline.slice(read.count) : []) {
    const seenFor = event.consent & consent
    if (hasConsent(seenFor, 'personalization')) read.facts.add(event, seenFor)
  }
  read.count = timeline.length
  read.last = timeline.at(-1)
  reads.set(timeline, read)
  return read.facts
}
