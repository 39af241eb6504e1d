import { type Context, Hono } from 'hono'
import type { ClientSettings } from '../../client/settings.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { resolveCaller } from '../lib/caller.ts'
import { sha256Hex } from '../lib/digest.ts'
import { hasSeen } from '../lib/entity-tags.ts'
import { ApiError } from '../lib/problem.ts'
import { assetText, scriptManifest } from '../lib/script-assets.ts'
import { liveConfig, liveSetup } from '../stores/config/config-store.ts'

const JAVASCRIPT = 'text/javascript; charset=utf-8'

/** The shop's script, served to its pages. */
export const script = new Hono<AppEnv>()

/** Settings and code in one file: the script waits for nothing else before it works. Cached for a minute. */
script.get('/:key{pk_[A-Za-z0-9]+}/vicino.js', async (c) => {
  const key = c.req.param('key')
  const settings = await settingsOf(c, key)
  const { core } = await scriptManifest(c.env)
  const text = `self.__vicino=${scriptJson(settings)};\n${await assetText(c.env, core!.file)}`
  const etag = `"${(await sha256Hex(text)).slice(0, 20)}"`
  const headers = {
    'Content-Type': JAVASCRIPT,
    'Cache-Control': 'public, max-age=60',
    ETag: etag,
    ...ANYWHERE,
  }
  if (hasSeen(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)
  return c.body(text, 200, headers)
})

/** Code only, for ever the same under its hash: pages may pin it by `integrity`. */
script.get('/v/:file{[0-9a-f]+\\.js}', async (c) => {
  const hash = c.req.param('file').replace('.js', '')
  const found = Object.values(await scriptManifest(c.env)).find((file) => file.hash === hash)
  if (!found)
    throw new ApiError(
      404,
      'no-script',
      'There is no script of this hash; `/v/manifest.json` lists the current ones',
    )
  return c.body(await assetText(c.env, found.file), 200, {
    'Content-Type': JAVASCRIPT,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ...ANYWHERE,
  })
})

/** Names, hashes and SRI values of the current script. */
script.get('/v/manifest.json', async (c) =>
  c.json(await scriptManifest(c.env), 200, { 'Cache-Control': 'public, max-age=60', ...ANYWHERE }),
)

/** Public code: any page may load it, also under cross-origin isolation. */
const ANYWHERE = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

async function settingsOf(c: Context<AppEnv>, key: string): Promise<ClientSettings> {
  // By the address alone: a cache would give the answer to another key's header to everybody who asks here.
  const { shop, role } = await resolveCaller(new Request(c.req.url), key, c.env, c.executionCtx)
  if (role !== 'public') throw new ApiError(404, 'no-script', 'The script is served under the public key')
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const [{ config }, setup] = await Promise.all([
    liveConfig(c.env, shop.id, waitUntil),
    liveSetup(c.env, shop.id, waitUntil),
  ])
  const placements = Object.entries(config.placements ?? {}).map(([name, { page, items }]) => [
    name,
    { ...(page && { page }), ...(items && { items }) },
  ])
  return {
    shop: shop.id,
    key,
    endpoint: '',
    currency: config.shop.currency,
    languages: config.shop.languages,
    consent: {
      mode: setup?.consent?.tool === 'own' ? 'manual' : 'own',
      version: setup?.consent?.version ?? '1',
      ...(setup?.consent?.policy !== undefined && { policyUrl: setup.consent.policy }),
    },
    placements: Object.fromEntries(placements),
  }
}

/** JSON inside a script: line separators are line ends in old parsers, and `<` could close a tag if it is inlined. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
