import type { Env } from '../env.ts'

/** What one request came to, in numbers; no ids of people. */
export interface RequestMetrics {
  /** Absent where no key was known. */
  shop?: string | undefined
  method: string
  /** The route's pattern. */
  route: string
  status: number
  /** An ApiError's code. */
  code?: string | undefined
  /** Wall time in ms. */
  ms: number
  /** What became of the events it brought. */
  events?: { accepted: number; duplicates: number; withheld: number; invalid: readonly unknown[] } | undefined
}

/** Where the numbers go, whoever keeps them. */
export interface Metrics {
  record(request: RequestMetrics): void
}

/**
 * Numbers in Workers Analytics Engine, one data point a request, indexed by shop. Blobs: method, route, status, code;
 * doubles: ms, accepted, duplicates, withheld, invalid. Without the binding nothing is kept.
 */
export function metrics({ METRICS }: Pick<Env, 'METRICS'>): Metrics {
  return {
    record: ({ shop = '', method, route, status, code = '', ms, events }) => {
      METRICS?.writeDataPoint({
        indexes: [shop],
        blobs: [method, route, String(status), code],
        doubles: [
          ms,
          events?.accepted ?? 0,
          events?.duplicates ?? 0,
          events?.withheld ?? 0,
          events?.invalid.length ?? 0,
        ],
      })
    },
  }
}
