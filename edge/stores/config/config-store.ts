import type { Config } from '../../../shared/schema/config/config.ts'
import type { Setup } from '../../../shared/schema/config/setup.ts'
import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { Refreshed, type WaitUntil } from '../../lib/refreshed.ts'
import type { DocumentKind } from '../shop/storage.ts'
import { type LiveConfig, NOTHING_PUBLISHED, prepareConfig } from './live-config.ts'

type ConfigEnv = Pick<Env, 'KV' | 'REFRESH_MS'>

interface Published<Document> {
  version: number
  parsed: Document
}

const MAX_SHOPS = 500

/** Versions made ready in this isolate; a version never changes, so a newer pointer is all that is ever looked for. */
const ready = new Map<string, LiveConfig>()
const texts = new Map<string, Published<Config>>()

const NO_CONFIG: Published<Config> = { version: 0, parsed: NOTHING_PUBLISHED.config }

const configs = new Refreshed<Published<Config>, ConfigEnv>({
  load: async (shop, env) => {
    const version = await currentVersion(env, 'config', shop)
    return version === null ? null : readConfig(env, shop, version)
  },
  refreshMs: (env) => env.REFRESH_MS,
  isStrict: true,
  maxEntries: MAX_SHOPS,
  onError: (shop, error) => logLine('warn', { at: 'config', shop, error }),
})

const setups = new Refreshed<Published<Setup>, ConfigEnv>({
  load: async (shop, env) => {
    const version = await currentVersion(env, 'setup', shop)
    return version === null ? null : readVersion<Setup>(env, 'setup', shop, version)
  },
  refreshMs: (env) => env.REFRESH_MS,
  isStrict: true,
  maxEntries: MAX_SHOPS,
  onError: (shop, error) => logLine('warn', { at: 'setup', shop, error }),
})

/** The shop's newest config from memory, read with its newest setup; an empty one for a shop that has published none. */
export async function liveConfig(env: ConfigEnv, shop: string, waitUntil: WaitUntil): Promise<LiveConfig> {
  const [config, setup] = await Promise.all([
    configs.get(shop, env, waitUntil),
    setups.get(shop, env, waitUntil),
  ])
  return prepared(shop, config ?? NO_CONFIG, setup)
}

/** One version, as a decision names it; from memory nearly always. Falls back to the newest if it is gone. */
export async function configVersion(
  env: ConfigEnv,
  shop: string,
  version: number,
  waitUntil: WaitUntil,
): Promise<LiveConfig> {
  if (version === 0) return NOTHING_PUBLISHED
  const [config, setup] = await Promise.all([
    readConfig(env, shop, version),
    setups.get(shop, env, waitUntil),
  ])
  return config ? prepared(shop, config, setup) : liveConfig(env, shop, waitUntil)
}

/** What the developers connected; null before the first setup. */
export async function liveSetup(env: ConfigEnv, shop: string, waitUntil: WaitUntil): Promise<Setup | null> {
  return (await setups.get(shop, env, waitUntil))?.parsed ?? null
}

/** A config made ready, once for each pair of versions. */
function prepared(shop: string, config: Published<Config>, setup: Published<Setup> | null): LiveConfig {
  if (config === NO_CONFIG && !setup) return NOTHING_PUBLISHED
  const key = `${shop}/${config.version}/${setup?.version ?? 0}`
  const known = ready.get(key)
  if (known) return known
  const live = prepareConfig(config.version, config.parsed, setup?.parsed)
  if (ready.size >= MAX_SHOPS) ready.delete(ready.keys().next().value!)
  ready.set(key, live)
  return live
}

async function readConfig(env: ConfigEnv, shop: string, version: number): Promise<Published<Config> | null> {
  const key = `${shop}/${version}`
  const known = texts.get(key)
  if (known) return known
  const published = await readVersion<Config>(env, 'config', shop, version)
  if (!published) return null
  if (texts.size >= MAX_SHOPS) texts.delete(texts.keys().next().value!)
  texts.set(key, published)
  return published
}

async function currentVersion(env: ConfigEnv, kind: DocumentKind, shop: string): Promise<number | null> {
  const pointer = await env.KV.get<{ version: number }>(`${kind}/${shop}`, 'json')
  return pointer?.version ?? null
}

function readVersion<Document>(env: ConfigEnv, kind: DocumentKind, shop: string, version: number) {
  return env.KV.get<Published<Document>>(`${kind}/${shop}/${version}`, 'json')
}
