import type { ImportedEvent } from './call.ts'
import { contactEvents } from './contacts.ts'
import {
  callEvents,
  chatEvents,
  engagementEvents,
  noteEvents,
  segmentEvents,
  ticketEvents,
} from './interactions.ts'
import type { ImportKind } from './kinds.ts'
import { orderEvents, receiptEvents } from './orders.ts'
import { Refused } from './refused.ts'
import type { ImportRow } from './row.ts'
import type { ImportSettings } from './settings.ts'

/** A row that was not taken, by our name of its column; empty = the row as a whole. */
export interface RefusedField {
  line: number
  field: string
  reason: string
}

/** What one group of rows says; a group is refused as a whole. */
export type GroupRead = { events: ImportedEvent[] } | { refused: RefusedField[] }

export type EventKind = Exclude<ImportKind, 'ad-costs'>

const READ: Readonly<
  Record<EventKind, (rows: readonly ImportRow[], settings: ImportSettings) => ImportedEvent[]>
> = {
  contacts: each(contactEvents),
  orders: orderEvents,
  receipts: receiptEvents,
  engagement: each(engagementEvents),
  calls: each(callEvents),
  chats: each(chatEvents),
  tickets: each(ticketEvents),
  notes: each(noteEvents),
  segments: each(segmentEvents),
}

/**
 * The events of rows that belong together: the lines of an order, or a single row. No events and no refusal: there is
 * nothing to keep yet, as of an order that was never paid.
 */
export function readGroup(kind: EventKind, rows: readonly ImportRow[], settings: ImportSettings): GroupRead {
  try {
    return { events: READ[kind](rows, settings) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { field = '', message: reason } = error
    return { refused: rows.map(({ line }) => ({ line, field, reason })) }
  }
}

function each(read: (row: ImportRow, settings: ImportSettings) => ImportedEvent[]) {
  return (rows: readonly ImportRow[], settings: ImportSettings) => rows.flatMap((row) => read(row, settings))
}
