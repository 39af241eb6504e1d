import { CONSENT_CHANGED, type FoldState } from '../../../shared/features/fold.ts'
import { consentsOf } from '../../../shared/features/member-consents.ts'
import { type ConsentState, saysNews } from '../../../shared/schema/consent-state.ts'
import { readConsent } from '../../../shared/schema/intake/read-consent.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'

/**
 * What history brings that is not known already. Other systems are asked for all they have again and again; a row
 * that states what is known, of a person or of what they agree to, is no event.
 */
export function newsIn(events: readonly StoredEvent[], state: FoldState, home: string): StoredEvent[] {
  if (state.count === 0) return [...events]
  let known: Record<string, unknown> | undefined
  return events.filter((event) => {
    if (event.name === CONSENT_CHANGED) return isNewConsent(event, consentsOf(state, home))
    if (event.name !== 'identified') return true
    known ??= statedTraits(state)
    const stated = (JSON.parse(event.raw) as { traits?: Record<string, unknown> }).traits ?? {}
    return Object.entries(stated).some(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(known![name]),
    )
  })
}

function isNewConsent({ raw, time, messageId }: StoredEvent, consents: ConsentState): boolean {
  const statement = readConsent((JSON.parse(raw) as { properties?: unknown }).properties)
  return (
    statement !== undefined && saysNews(consents, { statement, at: time, by: messageId, isTrusted: true })
  )
}

/** As name → value, whatever consent says of showing them. */
function statedTraits({ features }: FoldState): Record<string, unknown> {
  return Object.fromEntries(
    (features.traits as readonly [string, unknown, number][]).map(([name, value]) => [name, value]),
  )
}
