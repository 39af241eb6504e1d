import type { Client } from '../worker/client.ts'

export interface StoredEvent {
  name: string
  messageId: string
  time: number
}

/** What was sent of the person known by an identifier, in order of arrival; the edge's own notes of consent left out. */
export async function storedEvents(server: Client, type: string, value: string): Promise<StoredEvent[]> {
  const { body } = await server.get<{ profile: string }>(
    `/v1/profiles/by/${type}/${encodeURIComponent(value)}`,
  )
  const events: StoredEvent[] = []
  for (let after: number | null = 0; after !== null; ) {
    const page: { body: { events: StoredEvent[]; next: number | null } } = await server.get(
      `/v1/profiles/${body.profile}/events?after=${after}`,
    )
    events.push(...page.body.events)
    after = page.body.next
  }
  return events.filter(({ name }) => name !== 'consent_changed')
}
