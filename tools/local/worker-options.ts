import './offline.ts'
import { basename, dirname, resolve } from 'node:path'
import type { V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'

export interface WorkerBuild {
  /** The wrangler.toml that binds it. */
  config: string
  /** The folder with its bundle, as `tools/build.ts` leaves it. */
  built: string
  /** Vars and secrets, over those of the config. */
  bindings: Record<string, string | number>
  /** Requests per period of a rate limit binding, over those of the config. */
  limits?: Record<string, number>
}

/** What miniflare needs to run a built Worker with the bindings of its wrangler.toml. */
export function workerOptions({ config, built, bindings, limits = {} }: WorkerBuild): V4WorkerOptions {
  // The bundle is read as one module; wrangler's rules are for sources.
  const { workerOptions: bound, main } = unstable_getMiniflareWorkerOptions(config)
  const { modulesRules: _rules, ...options } = bound
  const ratelimits = Object.entries(options.ratelimits ?? {}).map(([name, limit]) => [
    name,
    { ...limit, simple: { ...limit.simple, limit: limits[name] ?? limit.simple.limit } },
  ])
  const bundle = resolve(built, basename(main ?? 'worker.ts').replace(/\.tsx?$/, '.js'))
  return {
    ...options,
    bindings: { ...(options.bindings as object | undefined), ...bindings },
    ratelimits: Object.fromEntries(ratelimits),
    modulesRoot: dirname(bundle),
    modules: [{ type: 'ESModule', path: bundle }],
  }
}
