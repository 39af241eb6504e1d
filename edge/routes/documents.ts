import { type Context, Hono } from 'hono'
import { checkConfig, checkSetup } from '../../shared/schema/config/check.ts'
import type { Problem } from '../../shared/schema/config/problem.ts'
import type { Setup } from '../../shared/schema/config/setup.ts'
import { startSweep } from '../flow/fields/start-sweep.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { type EntityTags, hasSeen, strongTags } from '../lib/entity-tags.ts'
import { placeOf, shopStub } from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { readText } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import type { ShopRecord } from '../lib/shop-record.ts'
import type { ShopSettings } from '../stores/shop/shop.ts'
import type { DocumentKind } from '../stores/shop/storage.ts'

const MAX_BYTES = 1_000_000
const JSONC = 'application/jsonc; charset=utf-8'

/** The two files of a shop: the marketer's config and the developers' setup, each versioned with a strong ETag. */
export const documents = new Hono<AppEnv>()

for (const kind of ['config', 'setup'] as const) {
  documents.get(`/v1/${kind}`, (c) => read(c, kind))
  documents.put(`/v1/${kind}`, (c) => publish(c, kind))
}

async function read(c: Context<AppEnv>, kind: DocumentKind): Promise<Response> {
  const { shop } = await secretCaller(c)
  const wanted = c.req.query('version')
  const stub = shopStub(c.env, shop.id)
  const found = wanted === undefined ? await stub.current(kind) : await stub.version(kind, Number(wanted))
  if (!found) {
    throw new ApiError(
      404,
      'not-published',
      wanted === undefined
        ? `No ${kind} has been published yet; PUT the first one with \`If-None-Match: *\``
        : `There is no version ${wanted} of the ${kind}`,
    )
  }
  const headers = {
    ETag: found.etag,
    'Vicino-Version': String(found.version),
    'Cache-Control': 'private, no-cache',
  }
  if (hasSeen(c.req.header('If-None-Match'), found.etag)) return c.body(null, 304, headers)
  return c.body(found.text, 200, { ...headers, 'Content-Type': JSONC })
}

async function publish(c: Context<AppEnv>, kind: DocumentKind): Promise<Response> {
  const { shop } = await secretCaller(c)
  const expected = expectedVersion(c)
  const text = await readText(c.req.raw, MAX_BYTES)
  const { parsed, problems } = check(kind, text)
  if (parsed === undefined) throw refusal(kind, problems)
  if (kind === 'setup') refuseMove(parsed as Setup, shop)
  const stub = shopStub(c.env, shop.id)
  const result = await stub.publish(kind, {
    expected,
    text,
    parsed: JSON.stringify(parsed),
    message: c.req.header('Vicino-Message') ?? null,
    now: Date.now(),
    ...(kind === 'setup' && { settings: shopSettings(parsed as Setup) }),
  })
  if (result.status === 'stale') {
    throw new ApiError(
      412,
      'stale',
      `The ${kind} has changed since you read it; it is at version ${result.version} now: read it again and put your change on top`,
      { headers: result.etag ? { ETag: result.etag } : {} },
    )
  }
  if (mayChangeReading(kind, result.version, parsed))
    c.executionCtx.waitUntil(startSweep(c.env, placeOf(shop)))
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  return c.json({ version: result.version, etag: result.etag, warnings }, 200, { ETag: result.etag })
}

/** Nobody has been read by anything else before the first config; a setup without fields is read by nothing. */
function mayChangeReading(kind: DocumentKind, version: number, parsed: unknown): boolean {
  return version > 1 || (kind === 'setup' && (parsed as Setup).fields !== undefined)
}

/** `If-Match` with the ETag that was read, or `If-None-Match: *` for the very first: 428 when neither is there. */
function expectedVersion(c: Context<AppEnv>): EntityTags | 'none' {
  if (c.req.header('If-None-Match')?.trim() === '*') return 'none'
  const match = c.req.header('If-Match')
  if (!match)
    throw new ApiError(
      428,
      'precondition-required',
      'Send `If-Match` with the ETag you read, or `If-None-Match: *` for the first version',
    )
  return strongTags(match)
}

function check(kind: DocumentKind, text: string): { parsed: unknown; problems: Problem[] } {
  if (kind === 'setup') {
    const { setup, problems } = checkSetup(text)
    return { parsed: setup, problems }
  }
  const { config, problems } = checkConfig(text, { now: Date.now() })
  return { parsed: config, problems }
}

function refusal(kind: DocumentKind, problems: readonly Problem[]): ApiError {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const count = errors.length === 1 ? 'one mistake' : `${errors.length} mistakes`
  return new ApiError(
    422,
    'invalid-document',
    `The ${kind} has ${count} and was not published; the last good one stays`,
    {
      errors: errors.map(({ message, ...place }) => ({ ...place, detail: message })),
    },
  )
}

/** The jurisdiction is part of every object's name: another one would lose everybody who is known. */
function refuseMove({ jurisdiction }: Setup, shop: ShopRecord): void {
  if (!jurisdiction || jurisdiction === shop.jurisdiction) return
  throw new ApiError(
    422,
    'invalid-document',
    `The setup says jurisdiction ${jurisdiction}, and the shop was made ${shop.jurisdiction ? `in ${shop.jurisdiction}` : 'without one'}; it is chosen when a shop is made`,
    { errors: [{ pointer: '/jurisdiction', detail: 'It cannot be changed later' }] },
  )
}

/** What the setup says about the shop itself, for its record; what it leaves out stays. */
function shopSettings({
  origins,
  consent,
  locationHint,
  country,
  identifiers,
  devices,
  proofs,
}: Setup): ShopSettings {
  return {
    ...(origins && { origins }),
    unstatedConsent: consent?.unstated ?? 'refused',
    ...(locationHint ? { locationHint } : {}),
    // A type that the setup no longer names is no type any more.
    identity: {
      ...(country && { country }),
      ...(identifiers && { identifiers }),
      ...(devices && { devices }),
    },
    proofs: proofs ?? {},
  }
}
