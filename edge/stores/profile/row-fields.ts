import { CONSENT_CHANGED } from '../../../shared/features/fold.ts'
import { type FieldNote, fieldNotes } from '../../../shared/fields/field-notes.ts'
import { fieldSightings } from '../../../shared/fields/field-sightings.ts'
import { unpackRow } from './packed-row.ts'

/** What the fields of a row's events are, for the shop's catalogue; worked out after the reply. */
export function rowFields(body: string): FieldNote[] {
  const events = unpackRow(body).events.filter(({ name }) => name !== CONSENT_CHANGED)
  return fieldNotes(
    events.map(({ name, time, isTrusted = false, raw }) => ({
      name,
      time,
      isTrusted,
      ...fieldSightings(JSON.parse(raw) as Record<string, unknown>),
    })),
  )
}
