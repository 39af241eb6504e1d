import type { FieldChanges } from '../../../shared/fields/field-change.ts'
import type { SeenType } from '../../../shared/fields/infer-type.ts'

/** Numbered changes of one shard; the catalogue ignores a number it has taken. */
export interface FieldDelivery {
  shop: string
  shard: number
  batches: { sequence: number; changes: FieldChanges }[]
}

export interface FieldReceipt {
  upTo: number
}

/** One field, as the shop's people read of it. */
export interface CatalogField {
  path: string
  /** What its values look like; text where they differ. */
  type: SeenType
  /** All that they were seen as. */
  types: SeenType[]
  /** Events that had it. */
  seen: number
  /** Of all events of the names it was seen in, 0–1. */
  share: number
  /** Of these events; the names' counts with the field. */
  events: Record<string, number>
  /** Values that at least three people share, none of which looks like a person's. */
  examples: string[]
  /** Its name says that its values are about a person. */
  looksPersonal: boolean
  /** Epoch ms, of the events. */
  firstSeenAt: number
  lastSeenAt: number
}

export interface FieldListing {
  /** By path. */
  fields: CatalogField[]
  /** All events that were looked at. */
  events: number
  /** Sightings of fields that had no room. */
  overflow: number
  /** Fields that have room. */
  limit: number
}
