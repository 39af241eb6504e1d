/** What an erasure took away, where and when. It names nobody: counts, places, moments. */
export interface ErasureReceipt {
  /** Random; the shop may note it with the request. */
  id: string
  /** ISO 8601. */
  erasedAt: string
  erased: { place: string; what: string; count: number }[]
  /** What is finished later, and by when. */
  later: { place: string; what: string; by: string }[]
  /** What stays, and why. */
  kept: { place: string; what: string }[]
}

/** What was counted on the way. */
export interface Erased {
  events: number
  decisions: number
  identifiers: number
  orderClaims: number
  waitingWords: number
  deadLetters: number
  audienceRows: number
  journalRows: number
  devices: number
  links: number
}

/** Sealed log lines are taken out by the nightly job; DESIGN promises it within 30 days. */
const COMPACTED_WITHIN_MS = 30 * 86_400_000

export function erasureReceipt(id: string, counted: Erased, now: number): ErasureReceipt {
  const erased = (place: string, what: string, count: number) => ({ place, what, count })
  return {
    id,
    erasedAt: new Date(now).toISOString(),
    erased: [
      erased('profile', 'events', counted.events),
      erased('profile', 'decisions', counted.decisions),
      erased('profile', 'key of sealed log lines', 1),
      erased('identity buckets', 'identifiers', counted.identifiers),
      erased('identity buckets', 'order claims', counted.orderClaims),
      erased('identity buckets', 'waiting words about orders', counted.waitingWords),
      erased('shard', 'audience rows', counted.audienceRows),
      erased('shard', 'journal rows', counted.journalRows),
      erased('devices', 'traces', counted.devices),
      erased('devices', 'pairs', counted.links),
      erased('webhooks', 'dead letters', counted.deadLetters),
    ],
    later: [
      {
        place: 'event log',
        what: 'lines with the pseudonym, sealed and unreadable from now on, are taken out',
        by: new Date(now + COMPACTED_WITHIN_MS).toISOString(),
      },
    ],
    kept: [
      { place: 'profile', what: 'the moment of the erasure, so that nothing late brings the person back' },
      { place: 'identity buckets', what: 'keyed hashes with that moment, for the same reason' },
      { place: 'statistics', what: 'counts of products, which hold nobody' },
    ],
  }
}
