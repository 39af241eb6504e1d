import type { ImportedEvent } from './call.ts'
import { groupRows } from './group-rows.ts'
import type { ImportRow } from './row.ts'
import { type EventKind, type RefusedField, readGroup } from './rows-to-events.ts'
import type { ImportSettings } from './settings.ts'

/** What rows say, taken together. */
export interface RowsRead {
  events: ImportedEvent[]
  refused: RefusedField[]
  /** Rows that say nothing yet, as of an order that was never paid. */
  skipped: number
}

/** The events of rows of one kind. */
export function readRows(kind: EventKind, rows: Iterable<ImportRow>, settings: ImportSettings): RowsRead {
  const read: RowsRead = { events: [], refused: [], skipped: 0 }
  for (const group of groupRows(kind, rows)) {
    const outcome = readGroup(kind, group, settings)
    if ('refused' in outcome) read.refused.push(...outcome.refused)
    else if (outcome.events.length === 0) read.skipped += group.length
    else read.events.push(...outcome.events)
  }
  return read
}
