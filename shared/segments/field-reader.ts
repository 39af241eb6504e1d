import { type ClassifiedField, type ClassifiedFields, stepsInProduct } from '../fields/classified-fields.ts'
import { EACH, valuesAt } from '../fields/field-path.ts'
import { CONSENT_BITS, type ConsentStamp } from '../schema/consent.ts'
import type { EventRow } from './event-rows.ts'
import type { Subject } from './subject.ts'

export type ReadField = (row: EventRow) => unknown

/** How a field that the shop has classified is read from an event, in clean spelling; undefined: it is read as sent. */
export function fieldReader(name: string, fields: ClassifiedFields | undefined): ReadField | undefined {
  const meant = fields?.byName.get(name)
  if (!fields || !meant) return undefined
  return (row) => {
    for (const field of meant) {
      const found = rawValues(row, field)
        .map((value) => fields.clean(value, field))
        .filter((value) => value !== undefined)
        .flat()
      if (found.length > 0) return found.length === 1 ? found[0] : found
    }
    return undefined
  }
}

/** Whether people must agree to marketing before a rule may look at these fields. */
export function isForMarketing(names: readonly string[], fields: ClassifiedFields | undefined): boolean {
  return names.some((name) =>
    fields?.byName.get(name)?.some(({ setting }) => setting.purpose === 'marketing'),
  )
}

const { analytics: _analytics, personalization: _personalization, ...CHANNEL_BITS } = CONSENT_BITS
const CHANNELS = Object.keys(CHANNEL_BITS) as (keyof typeof CHANNEL_BITS)[]

export function agreesToMarketing({ hasConsent }: Subject): boolean {
  return CHANNELS.some((channel) => hasConsent(channel))
}

/** The same of an event, by its stamp; one without a stamp was made for a test of conditions alone. */
export function isStampedForMarketing(consent: ConsentStamp = -1): boolean {
  return CHANNELS.some((channel) => (consent & CHANNEL_BITS[channel]) !== 0)
}

/** A row is one product over its event, so a product's field stands in the row itself. */
function rawValues(row: EventRow, field: ClassifiedField): unknown[] {
  if (field.root === 'context' || field.root === 'traits') return []
  const [first, ...rest] = stepsInProduct(field) ?? field.steps
  return first === undefined || first === EACH ? [] : valuesAt(row.read(first), rest)
}
