/** Gathers how long the parts of a request took, for the `Server-Timing` header. */
export interface ServerTiming {
  /** Runs and times one part; parts of one name add up. */
  measure<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** `profile;dur=0.6, total;dur=2.4` */
  header(): string
}

/**
 * The Workers clock stands still between I/O (a defence against timing attacks), so parts that only compute show 0
 * in production; locally they show what they take.
 */
export function serverTiming(now: () => number = () => performance.now()): ServerTiming {
  const startedAt = now()
  const parts = new Map<string, number>()
  return {
    async measure(name, work) {
      const partAt = now()
      try {
        return await work()
      } finally {
        parts.set(name, (parts.get(name) ?? 0) + now() - partAt)
      }
    },
    header: () =>
      [...parts, ['total', now() - startedAt] as const]
        .map(([name, ms]) => `${name};dur=${round(ms)}`)
        .join(', '),
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
