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
  /** Another member of the person has one of the messages, too. */
  hasTwin: boolean
}

export interface AdmissionContext {
  /** The member that the events belong to. */
  home: string
  index: DedupeIndex
  readRow: (sequence: number) => { home: string; body: string }
}

/**
 * Sorts out what a request brings: new events, and copies of events that are already here. Of two copies that
 * differ the least (time, receivedAt, text) stands, so that the order of arrival never matters.
 */
export function admit(events: readonly StoredEvent[], context: AdmissionContext): Admission {
  const admission: Admission = { fresh: [], rewritten: [], duplicates: 0, known: [], hasTwin: false }
  for (const event of events) {
    const twin = admission.fresh.findIndex((other) => isSame(other, event))
    if (twin >= 0) {
      admission.duplicates += 1
      if (compareCopies(event, admission.fresh[twin]!) < 0) admission.fresh[twin] = event
      continue
    }
    const stored = findStored(event, context, admission)
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
  { home, index, readRow }: AdmissionContext,
  admission: Admission,
): Found | undefined {
  for (const sequence of index.candidates(event)) {
    const known = admission.rewritten.find((each) => each.sequence === sequence)
    const stored = known ? { home, row: known.row } : read(readRow(sequence))
    const at = stored.row.events.findIndex((each) => isSame(each, event))
    if (at >= 0 && stored.home === home) return { sequence, row: stored.row, at }
    if (at >= 0) admission.hasTwin = true
  }
  return undefined
}

function read({ home, body }: { home: string; body: string }): { home: string; row: PackedRow } {
  return { home, row: unpackRow(body) }
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

/** Which of two copies of a message stands: the lesser. */
export function compareCopies(a: StoredEvent, b: StoredEvent): number {
  return compareEvents(a, b) || a.receivedAt - b.receivedAt || (a.raw < b.raw ? -1 : a.raw > b.raw ? 1 : 0)
}
