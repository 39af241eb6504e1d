import type { Env } from '../env.ts'
import type { Caller } from './caller.ts'
import type { RequestMetrics } from './metrics.ts'
import type { ServerTiming } from './server-timing.ts'

/** What hono's contexts carry in this Worker. */
export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    timing: ServerTiming
    /** Set once the key is known; the log names it. */
    caller?: Caller
    /** What became of the request's events, for the metrics. */
    answer?: NonNullable<RequestMetrics['events']>
    /** What lets the calling page read the answer; see {@link corsHeaders}. */
    cors?: Record<string, string>
  }
}
