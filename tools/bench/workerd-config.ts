import '../local/offline.ts'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { unstable_readConfig } from 'wrangler'

const text = JSON.stringify

/** Writes what bare workerd needs to run the baselines; answers with the config's path. */
export function writeBaselineConfig(folder: string): string {
  return write(folder, 'baseline', {
    modules: ['tools/bench/workers/baseline.mjs'],
    services: [
      worker('baseline', {
        module: 'baseline.mjs',
        date: wranglerConfig().compatibility_date,
        bindings: ['(name = "BASELINE", durableObjectNamespace = "Baseline")'],
        classes: ['Baseline'],
      }),
    ],
  })
}

/** The same for the built Worker with every binding of wrangler.toml: objects on disk, stubs for what workerd lacks. */
export function writeEdgeConfig(folder: string, secrets: Record<string, string>): string {
  const config = wranglerConfig()
  const objects = config.durable_objects.bindings
  const stub = (name: string, entrypoint: string) =>
    `(name = ${text(name)}, wrapped = (moduleName = "bench:bindings", entrypoint = ${text(entrypoint)},
      innerBindings = [(name = "STORES", service = "stores")]))`
  return write(folder, 'edge', {
    modules: ['dist/worker/worker.js', 'tools/bench/workers/stores.mjs', 'tools/bench/workers/bindings.mjs'],
    services: [
      worker('edge', {
        module: 'worker.js',
        date: config.compatibility_date,
        bindings: [
          ...objects.map(
            ({ name, class_name }) => `(name = ${text(name)}, durableObjectNamespace = ${text(class_name)})`,
          ),
          ...config.kv_namespaces.map(({ binding }) => `(name = ${text(binding)}, kvNamespace = "stores")`),
          ...config.r2_buckets.map(({ binding }) => stub(binding, 'bucket')),
          ...(config.queues.producers ?? []).map(({ binding }) => stub(binding, 'queue')),
          ...(config.ratelimits ?? []).map(({ name }) => stub(name, 'rateLimit')),
          ...(config.assets?.binding ? [`(name = ${text(config.assets.binding)}, service = "stores")`] : []),
          ...Object.entries(config.vars).map(
            ([name, value]) => `(name = ${text(name)}, json = ${text(JSON.stringify(value))})`,
          ),
          ...Object.entries(secrets).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
        ],
        classes: objects.map(({ class_name }) => class_name),
      }),
      worker('stores', {
        module: 'stores.mjs',
        date: config.compatibility_date,
        bindings: ['(name = "STORES", durableObjectNamespace = "Stores")'],
        classes: ['Stores'],
      }),
    ],
    extensions: '[(modules = [(name = "bench:bindings", internal = true, esModule = embed "bindings.mjs")])]',
  })
}

/** The part of wrangler.toml that a runtime needs; wrangler's own type does not resolve without its other packages. */
interface Bindings {
  compatibility_date: string
  durable_objects: { bindings: { name: string; class_name: string }[] }
  kv_namespaces: { binding: string }[]
  r2_buckets: { binding: string }[]
  queues: { producers?: { binding: string }[] }
  ratelimits?: { name: string }[]
  assets?: { binding?: string }
  vars: Record<string, unknown>
}

function wranglerConfig(): Bindings {
  return unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true })
}

interface WorkerParts {
  module: string
  date: string
  bindings: string[]
  classes: string[]
}

function worker(name: string, { module, date, bindings, classes }: WorkerParts): string {
  const namespaces = classes.map(
    (object) => `(className = ${text(object)}, uniqueKey = ${text(`${name}-${object}`)}, enableSql = true)`,
  )
  return `(name = ${text(name)}, worker = (
    modules = [(name = ${text(module)}, esModule = embed ${text(module)})],
    compatibilityDate = ${text(date)},
    bindings = [${bindings.join(',\n      ')}],
    durableObjectNamespaces = [${namespaces.join(', ')}],
    durableObjectStorage = (localDisk = "disk")
  ))`
}

interface ConfigParts {
  /** Files that are put beside the config. */
  modules: string[]
  /** The first answers on the socket. */
  services: string[]
  extensions?: string
}

function write(folder: string, name: string, { modules, services, extensions = '[]' }: ConfigParts): string {
  const disk = resolve(folder, 'objects')
  mkdirSync(disk, { recursive: true })
  for (const file of modules) {
    const copy = join(folder, file.split('/').at(-1)!)
    // A copy of a folder brings its own: a build in between would be another product.
    if (!existsSync(copy)) copyFileSync(file, copy)
  }
  const path = join(folder, `${name}.capnp`)
  writeFileSync(
    path,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ${services.join(',\n    ')},
    (name = "disk", disk = (path = ${text(disk)}, writable = true))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = ${text(name)})],
  extensions = ${extensions}
);
`,
  )
  return path
}
