import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

/** What one request left behind, packed into one row: its events and, if it decided, what it decided. */
export interface PackedRow {
  events: StoredEvent[]
  decision?: DecisionRecord
}

/** A decision as it is kept: enough to say later what was shown and from which versions. */
export interface DecisionRecord {
  id: string
  at: number
  configVersion: number
  segments: string[]
  /** Placement → campaign and variant. */
  campaigns: Record<string, { campaign: string; variant: string }>
}

type Header = Omit<StoredEvent, 'raw'> & { length: number }

/**
 * One text per row: a JSON header on the first line, then the senders' own texts one after the other.
 * The texts are not encoded again, so they cost what they are and come back character for character.
 */
export function packRow(row: PackedRow): string {
  const events: Header[] = row.events.map(({ raw, ...rest }) => ({ ...rest, length: raw.length }))
  const header = JSON.stringify({ version: 1, events, decision: row.decision })
  return `${header}\n${row.events.map((event) => event.raw).join('')}`
}

export function unpackRow(text: string): PackedRow {
  const newline = text.indexOf('\n')
  const header = JSON.parse(text.slice(0, newline)) as { events: Header[]; decision?: DecisionRecord }
  let at = newline + 1
  const events = header.events.map(({ length, ...event }) => {
    at += length
    return { ...event, raw: text.slice(at - length, at) }
  })
  return header.decision ? { events, decision: header.decision } : { events }
}
