import type { EdgeHttp } from './edge-http.ts'
import { inParallel } from './in-parallel.ts'
import type { Click, Session } from './session-log.ts'

export interface Comparison {
  profiles: number
  /** Events of the log that no profile has. */
  lost: number
  /** Events that are stored again, or that the log does not know. */
  doubled: number
  /** Events stored with another time or another item. */
  changed: number
  /** Profiles whose computed state rests on another number of events than are stored. */
  misfolded: number
}

/** A stored event as the API gives it, as far as it is compared. */
export interface StoredClick {
  messageId: string
  time: number
  name: string
  raw: string
}

interface CompareOptions {
  edge: EdgeHttp
  concurrency: number
  onProfile: () => void
  /** Told of every session whose profile is not what was sent. */
  onDifference: (session: string, difference: Partial<Comparison>) => void
}

/** Reads every profile of the log back and holds it against the log: each event once, with its time and its item. */
export async function compareProfiles(
  sessions: AsyncIterable<Session>,
  { edge, concurrency, onProfile, onDifference }: CompareOptions,
): Promise<Comparison> {
  const total: Comparison = { profiles: 0, lost: 0, doubled: 0, changed: 0, misfolded: 0 }
  await inParallel(sessions, concurrency, async ({ id, clicks }) => {
    const record = await edge.find<{ profile: string; state: { count: number } }>(
      `/v1/profiles/by/anonymous_id/${encodeURIComponent(id)}`,
    )
    const stored = record ? await readEvents(edge, record.profile) : []
    const { lost, doubled, changed } = compareClicks(clicks, stored)
    const misfolded = (record?.state.count ?? 0) === stored.length ? 0 : 1
    total.profiles += 1
    total.lost += lost
    total.doubled += doubled
    total.changed += changed
    total.misfolded += misfolded
    if (lost + doubled + changed + misfolded > 0) onDifference(id, { lost, doubled, changed, misfolded })
    onProfile()
  })
  return total
}

/** One profile's events against its session; the record of consent is the edge's own and counts for neither. */
export function compareClicks(
  clicks: readonly Click[],
  stored: readonly StoredClick[],
): Pick<Comparison, 'lost' | 'doubled' | 'changed'> {
  const expected = new Map(clicks.map((click) => [click.messageId, click]))
  const found = stored.filter(({ name }) => name !== 'consent_changed')
  const seen = new Set<string>()
  let doubled = 0
  let changed = 0
  for (const event of found) {
    const click = expected.get(event.messageId)
    if (!click || seen.has(event.messageId)) doubled += 1
    else if (!isSame(click, event)) changed += 1
    seen.add(event.messageId)
  }
  const lost = clicks.filter(({ messageId }) => !seen.has(messageId)).length
  return { lost, doubled, changed }
}

function isSame({ item, time }: Click, event: StoredClick): boolean {
  const { properties } = JSON.parse(event.raw) as { properties?: { product_id?: unknown } }
  return event.name === 'product_viewed' && event.time === time && properties?.product_id === item
}

async function readEvents(edge: EdgeHttp, profile: string): Promise<StoredClick[]> {
  const events: StoredClick[] = []
  let after: number | null = 0
  while (after !== null) {
    const page: { events: StoredClick[]; next: number | null } | null = await edge.find(
      `/v1/profiles/${profile}/events?after=${after}`,
    )
    events.push(...(page?.events ?? []))
    after = page?.next ?? null
  }
  return events
}
