import type { StoredEvent } from '../schema/stored-event.ts'
import type { Keep } from './keep.ts'

type DatedEvent = Pick<StoredEvent, 'name' | 'time' | 'receivedAt'>

/** What is kept as long as the customer: their statements, and orders with what became of them. */
const STATEMENTS: ReadonlySet<string> = new Set(['identified', 'grouped', 'aliased', 'consent_changed'])

/** Was an event of this name something the person did, which nobody needs for ever? */
export function isBehaviour({ name }: Pick<StoredEvent, 'name'>): boolean {
  return !STATEMENTS.has(name) && !name.startsWith('order_')
}

/** Has an event been kept long enough? By when it happened, whenever it was told. */
export function isExpired(event: DatedEvent, { behaviourMs }: Keep, now: number): boolean {
  return isBehaviour(event) && event.time <= now - behaviourMs
}

/**
 * Epoch ms at which a person who is never heard of again has been kept long enough. It counts from the last event
 * that came in, so that what a shop has just imported does not go the same night. Null = there are no events.
 */
export function endOf(events: readonly DatedEvent[], keep: Keep): number | null {
  if (events.length === 0) return null
  const last = events.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), 0)
  const isCustomer = events.some(({ name }) => name === 'identified' || name.startsWith('order_'))
  return last + (isCustomer ? keep.customersMs : keep.anonymousMs)
}

/** Epoch ms at which the next thing will have been kept long enough, if nothing new comes; null = nothing will. */
export function nextExpiry(events: readonly DatedEvent[], keep: Keep): number | null {
  const ends = events.filter(isBehaviour).map(({ time }) => time + keep.behaviourMs)
  const end = endOf(events, keep)
  return ends.reduce<number | null>((first, each) => (first === null ? each : Math.min(first, each)), end)
}
