import { CONSENT_CHANGED } from '../../../shared/features/fold.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import { compareCopies } from './admission.ts'

/** An event, and the member it belongs to. */
export type HomedEvent = StoredEvent & { home: string }

/**
 * Every event once. The same message may have come to two members before they were one person, and objects may hold
 * different copies of it: the least stands, wherever it lies. What somebody agrees to is each member's own word.
 */
export function standingEvents(events: readonly HomedEvent[]): HomedEvent[] {
  const standing = new Map<string, HomedEvent>()
  for (const event of events) {
    const key = standingKey(event)
    const other = standing.get(key)
    if (!other || (compareCopies(event, other) || (event.home < other.home ? -1 : 1)) < 0)
      standing.set(key, event)
  }
  return [...standing.values()]
}

function standingKey({ source, messageId, name, home }: HomedEvent): string {
  return JSON.stringify(name === CONSENT_CHANGED ? [source, messageId, home] : [source, messageId])
}
