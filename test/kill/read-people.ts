import type { StoredEvent } from '../../shared/schema/stored-event.ts'
import type { Client } from '../worker/client.ts'
import { until } from '../worker/until.ts'

/** Everything the edge has stored about one person and told others, after its deliveries have settled. */
export interface StoredPerson {
  person: string
  profile: string
  events: StoredEvent[]
  view: { consent: number; features: object }
  state: { count: number; version: string }
  audience: { sequence: number; consent: number; features: object }
  sequence: number
}

const AT_ONCE = 8
/** Longer than any backoff that one kill can cause. */
const SETTLES_WITHIN_MS = 60_000

/** Reads everybody who was written to; who is not there is left out. */
export async function readPeople(server: Client, people: Iterable<string>): Promise<StoredPerson[]> {
  const left = [...people]
  const found: StoredPerson[] = []
  const work = async () => {
    for (let person = left.pop(); person !== undefined; person = left.pop()) {
      const stored = await readPerson(server, person)
      if (stored) found.push(stored)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found
}

async function readPerson(server: Client, person: string): Promise<StoredPerson | undefined> {
  const type = person.startsWith('known') ? 'user_id' : 'anonymous_id'
  const { status, body } = await server.get<Pick<StoredPerson, 'profile'>>(
    `/v1/profiles/by/${type}/${person}`,
  )
  if (status !== 200) return undefined
  const path = `/v1/profiles/${body.profile}`
  const sequence = await until(
    async () => {
      const { sequence, shard, identity } = (await server.get<Record<string, number>>(`${path}/delivery`))
        .body
      return shard === sequence && identity === sequence && sequence
    },
    { withinMs: SETTLES_WITHIN_MS },
  )
  const { view, state } = (await server.get<StoredPerson>(path)).body
  const audience = (await server.get<StoredPerson['audience']>(`${path}/audience`)).body
  return {
    person,
    profile: body.profile,
    events: await readEvents(server, path),
    view,
    state,
    audience,
    sequence,
  }
}

async function readEvents(server: Client, path: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for (let after: number | null = 0; after !== null; ) {
    const page: { events: StoredEvent[]; next: number | null } = (
      await server.get<{ events: StoredEvent[]; next: number | null }>(`${path}/events?after=${after}`)
    ).body
    events.push(...page.events)
    after = page.next
  }
  return events
}
