import './offline.ts'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { assertPortIsFree } from './free-port.ts'
import { localSecrets } from './secrets.ts'
import { workerLog } from './worker-log.ts'
import { workerOptions } from './worker-options.ts'

export interface RuntimeOptions {
  /** Port of `url`; 0 or absent = any free one. */
  port?: number
  /** Port of `edgeUrl`; 0 or absent = any free one. */
  edgePort?: number
  /** Where objects, KV, R2 and the secrets live. A second start finds everything again. */
  statePath: string
  /** Puts the demo shop in front of the edge, with these as its bindings. */
  demo?: Record<string, string>
  /** Over the vars of wrangler.toml. */
  settings?: Record<string, string | number>
  /** Over the rate limits of wrangler.toml: binding name → requests a period. */
  limits?: Record<string, number>
  /** Allows `objectStorage`: wraps every object's class, so leave it off where speed is measured. */
  canInspect?: boolean
  /** A file for what the Workers log; absent = standard error. */
  logFile?: string
}

export interface Runtime {
  /** Where a browser goes: the demo shop when there is one, else the edge. */
  url: string
  /** The edge alone, past the development proxy, which costs about ten times the runtime. */
  edgeUrl: string
  adminKey: string
  /** Puts an object out of memory, as the platform may at any time; its storage stays. */
  evict(className: string, name: string): Promise<void>
  /** SQL inside an object, for tests that look at what is stored. Needs `canInspect`. */
  objectStorage(className: string, name: string): ReturnType<Miniflare['unsafeGetDurableObjectStorage']>
  /** Ids (not names) of all objects of a class. */
  listObjects(className: string): Promise<string[]>
  /** Runs the cron handler now. */
  scheduled(): Promise<void>
  kv(): ReturnType<Miniflare['getKVNamespace']>
  blobs(): ReturnType<Miniflare['getR2Bucket']>
  stop(): Promise<void>
}

const EDGE = 'vicino'

/** Intervals short enough that a person at the keyboard, or a test, does not wait for them. */
const localVars = { REFRESH_MS: 1000, OUTBOX_WAIT_MS: 20, OUTBOX_ALARM_MS: 1000, LOG_FLUSH_MS: 2000 }

/** Runs the built Worker on this machine, alone or behind the demo shop. Throws a SetupError when the port is taken. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const {
    port = 0,
    edgePort = 0,
    statePath,
    demo,
    settings = {},
    limits,
    canInspect = false,
    logFile,
  } = options
  await assertPortIsFree(port)
  await assertPortIsFree(edgePort)
  mkdirSync(statePath, { recursive: true })
  const secrets = localSecrets(statePath)
  const edge = workerOptions({
    config: 'wrangler.toml',
    built: 'dist/worker',
    bindings: { ...localVars, ...secrets, ...settings },
    ...(limits && { limits }),
  })
  const front = demo && workerOptions({ config: 'demo/wrangler.toml', built: 'dist/demo', bindings: demo })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port,
      resourcePersistencePath: resolve(statePath),
      unsafeInspectDurableObjects: canInspect,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: workerLog(logFile),
      // The first worker answers on `port`.
      workers: [
        ...(front ? [{ ...front, name: 'demo' }] : []),
        { ...edge, name: EDGE, unsafeDirectSockets: [{ host: '127.0.0.1', port: edgePort }] },
      ],
    }),
  )
  const ready = await miniflare.ready
  const direct = await miniflare.unsafeGetDirectURL(EDGE)
  return {
    url: `http://localhost:${ready.port}`,
    edgeUrl: direct.origin,
    adminKey: secrets.ADMIN_KEY,
    evict: (className, name) => miniflare.unsafeEvictDurableObject(EDGE, className, { name }),
    objectStorage: (className, name) => miniflare.unsafeGetDurableObjectStorage(EDGE, className, { name }),
    listObjects: (className) => miniflare.listDurableObjectIds(className, EDGE),
    scheduled: async () => {
      const worker = await miniflare.getWorker(EDGE)
      await worker.scheduled({ cron: '' })
    },
    kv: () => miniflare.getKVNamespace('KV', EDGE),
    blobs: () => miniflare.getR2Bucket('BLOBS', EDGE),
    stop: () => miniflare.dispose(),
  }
}
