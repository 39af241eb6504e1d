import { foldAll, toFoldEvent } from '../../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../../shared/features/fold-event.ts'
import type { ConsentStatement } from '../../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../../shared/schema/stored-event.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const START = Date.UTC(2026, 10, 1)
export const SHOP = { timezone: 'Europe/Rome', currency: 'EUR' }

let made = 0

type Fixed = Partial<Omit<StoredEvent, 'name' | 'raw'>> & { context?: Record<string, unknown> }

/** A stored event with every consent, `at` ms after the tests' first moment. */
export function event(name: string, at: number, fields: object = {}, fixed: Fixed = {}): StoredEvent {
  const { context = {}, ...rest } = fixed
  made += 1
  return {
    source: 'b:one',
    messageId: `m${made}`,
    time: START + at,
    receivedAt: START + at,
    consent: 255,
    name,
    ...rest,
    raw: JSON.stringify(
      name === 'identified' ? { type: 'identify', traits: fields, context } : { properties: fields, context },
    ),
  }
}

/** The same from the shop's server. */
export function trusted(name: string, at: number, fields: object = {}, fixed: Fixed = {}): StoredEvent {
  return event(name, at, fields, { source: 's', isTrusted: true, ...fixed })
}

export function viewed(product: string, at: number, fields: object = {}, fixed: Fixed = {}): StoredEvent {
  return event('product_viewed', at, { product_id: product, ...fields }, fixed)
}

export function consented(at: number, statement: ConsentStatement, fixed: Fixed = {}): StoredEvent {
  return event('consent_changed', at, statement, fixed)
}

export function fold(...events: StoredEvent[]) {
  return foldAll(events.map(toFoldEvent), 'v1')
}

export function prepared(...events: StoredEvent[]): FoldEvent[] {
  return events.map(toFoldEvent)
}
