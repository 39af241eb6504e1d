/** A kept event as the policy sees it. */
export interface Kept {
  id: string
  at: number
  bytes: number
}

export const OUTBOX_BYTES = 256 * 1024
export const OUTBOX_MS = 7 * 86_400_000

/**
 * Which kept events to give up, as ids: those older than a week, then the oldest beyond 256 KB. A blocked
 * collector must never fill the shop's storage (snowplow-javascript-tracker#764).
 */
export function surplus(kept: Iterable<Kept>, now: number): string[] {
  let bytes = 0
  return [...kept]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .filter((entry) => {
      if (now - entry.at > OUTBOX_MS) return true
      bytes += entry.bytes
      return bytes > OUTBOX_BYTES
    })
    .map((entry) => entry.id)
}

/**
 * Whether a kept event has lost the tab that was sending it. Tabs hold a lock while they live; without the Web
 * Locks API a row counts as orphaned after half a minute.
 */
export function isOrphan(
  row: { owner: string; at: number },
  alive: ReadonlySet<string> | null,
  now: number,
): boolean {
  return alive ? !alive.has(row.owner) : now - row.at > 30_000
}
