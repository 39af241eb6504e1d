import { isDeepStrictEqual } from 'node:util'
import { type FoldState, featureValues, foldAll, toFoldEvent } from '../../shared/features/fold.ts'
import type { StoredPerson } from './read-people.ts'
import type { Acknowledged } from './writers.ts'

export interface PeopleReport {
  /** Events that were acknowledged and are not there. */
  lost: string[]
  /** Events that are there twice, or that nobody sent. */
  doubled: string[]
  /** People whose state or audience row is not the fold over their events. */
  unfolded: string[]
}

const SHOP = { currency: 'EUR', timezone: 'UTC' }

/** Acknowledged ⊆ stored, each once; state and audience row = fold(events). */
export function checkPeople(
  people: readonly StoredPerson[],
  acknowledged: readonly Acknowledged[],
): PeopleReport {
  const stored = new Map<string, number>()
  for (const { person, events } of people)
    for (const { source, messageId, name } of events) {
      if (name === 'consent_changed') continue
      const id = eventId(person, source === 's', messageId)
      stored.set(id, (stored.get(id) ?? 0) + 1)
    }
  const sent = new Map<string, number>()
  for (const { request, round } of acknowledged)
    for (const { isFromServer, messageId } of request.events)
      sent.set(eventId(request.person, isFromServer, messageId), round)
  return {
    lost: [...sent].filter(([id]) => !stored.has(id)).map(([id, round]) => `${id} (round ${round})`),
    doubled: [...stored].filter(([id, times]) => times > 1 || !sent.has(id)).map(([id]) => id),
    unfolded: people.flatMap(misfolded),
  }
}

/** The state of a person's stored events, computed here and now. */
export function refold({ events, state }: StoredPerson): FoldState {
  return foldAll(events.map(toFoldEvent), state.version)
}

function misfolded(stored: StoredPerson): string[] {
  const { person, events, view, state, audience, sequence } = stored
  const folded = refold(stored)
  const values = featureValues(folded, { now: Date.now(), shop: SHOP })
  const features = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]))
  const differs = (what: string, seen: unknown, expected: unknown) =>
    isDeepStrictEqual(seen, JSON.parse(JSON.stringify(expected)))
      ? []
      : [`${person}: ${what} is ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`.slice(0, 500)]
  return [
    ...differs('state', view.features, features),
    ...differs('audience row', audience.features, features),
    ...differs('consent', [view.consent, audience.consent], [folded.consent, folded.consent]),
    ...differs('count', [state.count, folded.count], [events.length, events.length]),
    ...differs('audience sequence', audience.sequence, sequence),
  ]
}

function eventId(person: string, isFromServer: boolean, messageId: string): string {
  return `${person}/${isFromServer ? 'server' : 'own'}/${messageId}`
}
