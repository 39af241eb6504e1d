import { compareEvents, type StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { DedupeIndex } from './dedupe-index.ts'
import { type PackedRow, unpackRow } from './packed-row.ts'

/** A row in which a copy that must stand took the place of another. */
export interface RewrittenRow {
  sequence: number
  row: PackedRow
}

export interface Admission {
  fresh: StoredEvent[]
  rewritten: RewrittenRow[]
  duplicates: number
  /** The stored events that were brought again, as they were. */
  known: StoredEvent[]
}

/**
 * Sorts out what a request brings: new events, and copies of events that are already here. Of two copies that
 * differ the least (time, receivedAt, text) stands, so that the order of arrival never matters.
 */
export function admit(
  events: readonly StoredEvent[],
  index: DedupeIndex,
  readRow: (sequence: number) => string,
): Admission {
  const admission: Admission = { fresh: [], rewritten: [], duplicates: 0, known: [] }
  for (const event of events) {
    const twin = admission.fresh.findIndex((other) => isSame(other, event))
    if (twin >= 0) {
      admission.duplicates += 1
      if (compareCopies(event, admission.fresh[twin]!) < 0) admission.fresh[twin] = event
      continue
    }
    const stored = findStored(event, index, admission.rewritten, readRow)
    if (!stored) admission.fresh.push(event)
    else {
      admission.duplicates += 1
      admission.known.push(stored.row.events[stored.at]!)
      if (compareCopies(event, stored.row.events[stored.at]!) < 0) rewrite(admission.rewritten, stored, event)
    }
  }
  return admission
}

interface Found extends RewrittenRow {
  at: number
}

function findStored(
  event: StoredEvent,
  index: DedupeIndex,
  rewritten: RewrittenRow[],
  readRow: (sequence: number) => string,
): Found | undefined {
  for (const sequence of index.candidates(event)) {
    const row = rewritten.find((known) => known.sequence === sequence)?.row ?? unpackRow(readRow(sequence))
    const at = row.events.findIndex((stored) => isSame(stored, event))
    if (at >= 0) return { sequence, row, at }
  }
  return undefined
}

function rewrite(rewritten: RewrittenRow[], { sequence, row, at }: Found, event: StoredEvent): void {
  row.events[at] = event
  if (!rewritten.some((known) => known.sequence === sequence)) rewritten.push({ sequence, row })
}

/** Does a request bring this stored event again, to the letter? */
export function isBroughtAgain(stored: StoredEvent, events: readonly StoredEvent[]): boolean {
  return events.some((event) => isSame(event, stored) && event.raw === stored.raw)
}

function isSame(a: StoredEvent, b: StoredEvent): boolean {
  return a.messageId === b.messageId && a.source === b.source
}

function compareCopies(a: StoredEvent, b: StoredEvent): number {
  return compareEvents(a, b) || a.receivedAt - b.receivedAt || (a.raw < b.raw ? -1 : a.raw > b.raw ? 1 : 0)
}
