import { type Context, Hono } from 'hono'
import { processingRegister } from '../../shared/privacy/register.ts'
import { registerMarkdown } from '../../shared/privacy/register-markdown.ts'
import { reportCsv } from '../../shared/privacy/report-csv.ts'
import { CHANNELS, type MarketingChannel } from '../../shared/schema/consent.ts'
import { isPlainObject } from '../../shared/schema/intake/plain-object.ts'
import { correct } from '../flow/privacy/correct.ts'
import { erasePerson } from '../flow/privacy/erase-person.ts'
import { noProfile } from '../flow/privacy/find-profiles.ts'
import { type LinkRequest, makeLink } from '../flow/privacy/make-link.ts'
import { namedPeople } from '../flow/privacy/named-person.ts'
import { reportOf } from '../flow/privacy/person-data.ts'
import { sayConsent } from '../flow/privacy/say-consent.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { requireSecret } from '../lib/caller.ts'
import { openRequest, personalAnswer } from '../lib/open-request.ts'
import { ApiError } from '../lib/problem.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { liveConfig, liveSetup } from '../stores/config/config-store.ts'

/** The rights of a person, for the shop's own servers. Who asks is named in the body: ids have no place in addresses. */
export const privacy = new Hono<AppEnv>()

/** Access and portability (GDPR, articles 15 and 20). */
privacy.post('/v1/privacy/export', personalAnswer, async (c) => {
  const { people } = await asked(c)
  const reports = await Promise.all(people.map((whose) => reportOf(c.env, whose, Date.now())))
  const found = reports.filter((report) => report !== null)
  if (found.length === 0) throw noProfile()
  if (c.req.query('format') !== 'csv') return c.json({ people: found })
  return c.body(found.map(reportCsv).join(''), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
})

/** Erasure (article 17). Asking again answers the same receipt. */
privacy.post('/v1/privacy/erase', personalAnswer, async (c) => {
  const { people } = await asked(c)
  const receipts = await Promise.all(people.map((whose) => erasePerson(c.env, whose)))
  const given = receipts.filter((receipt) => receipt !== null)
  if (given.length === 0) throw noProfile()
  return c.json({ receipts: given })
})

/** Rectification (article 16). */
privacy.post('/v1/privacy/correct', personalAnswer, async (c) => {
  const { people, body } = await asked(c)
  const { traits, by, reason } = body
  if (!isPlainObject(traits) || Object.keys(traits).length === 0)
    throw invalid('traits', 'an object of what is true, such as `{"city": "Bolzano"}`')
  if (typeof by !== 'string' || !/^[^\s:][^:\n]{0,59}$/.test(by))
    throw invalid('by', 'the name of who says so, up to 60 characters without a colon')
  const because = typeof reason === 'string' ? { reason: reason.slice(0, 500) } : {}
  const outcome = await correct(c.env, people[0], { traits, by, ...because }, Date.now())
  if (outcome === 'nobody') throw noProfile()
  if (outcome === 'withheld')
    throw new ApiError(
      409,
      'not-known',
      'This person does not agree to be known: nothing is kept that could be corrected',
    )
  return c.json({ profile: people[0].profile, corrected: Object.keys(traits) })
})

/** Objection to profiling (article 21), and its end by the person's own word. */
privacy.post('/v1/privacy/object', personalAnswer, async (c) => {
  const { people, body } = await asked(c)
  const { profiling = false, text } = body
  if (typeof profiling !== 'boolean') throw invalid('profiling', '`false` to object, `true` to take it back')
  const record = { source: 'server' as const, ...(typeof text === 'string' && { text: text.slice(0, 500) }) }
  const isSaid = await sayConsent(c.env, people[0], { profiling, record }, Date.now())
  if (!isSaid) throw noProfile()
  return c.json({ profile: people[0].profile, profiling })
})

/** Signed links for mails: a way out, a confirmation, a person's own page. */
privacy.post('/v1/privacy/links', personalAnswer, async (c) => {
  const { people, body } = await asked(c)
  const origin = new URL(c.req.url).origin
  return c.json(await makeLink(c.env, people[0], readLink(body), { origin, now: Date.now() }))
})

/** The register of processing (article 30), from what is published. */
privacy.get('/v1/privacy/register', async (c) => {
  const { shop } = await secretCaller(c)
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const [{ config, version }, setup] = await Promise.all([
    liveConfig(c.env, shop.id, waitUntil),
    liveSetup(c.env, shop.id, waitUntil),
  ])
  const register = processingRegister({ shop: shop.name, config, configVersion: version, setup: setup ?? {} })
  if (c.req.query('format') !== 'md') return c.json(register)
  return c.body(registerMarkdown(register), 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
})

async function asked(c: Context<AppEnv>) {
  const { body, caller } = await openRequest(c)
  requireSecret(caller)
  return { body, people: await namedPeople(c.env, caller.shop, body) }
}

const KINDS: readonly unknown[] = ['unsubscribe', 'confirm', 'page']
const MOST_DAYS = { page: 30, confirm: 90, unsubscribe: 3650 } as const

function readLink({ kind, channel, days }: Record<string, unknown>): LinkRequest {
  if (!KINDS.includes(kind)) throw invalid('kind', '`unsubscribe`, `confirm` or `page`')
  const known = kind as LinkRequest['kind']
  const isChannel = CHANNELS.includes(channel as MarketingChannel)
  if (channel !== undefined && !isChannel) throw invalid('channel', `one of ${CHANNELS.join(', ')}`)
  if (known === 'confirm' && !isChannel)
    throw invalid('channel', `what is confirmed: one of ${CHANNELS.join(', ')}`)
  const most = MOST_DAYS[known]
  if (days !== undefined && !(Number.isInteger(days) && Number(days) >= 1 && Number(days) <= most))
    throw invalid('days', `a whole number from 1 to ${most}`)
  return {
    kind: known,
    ...(isChannel && { channel: channel as MarketingChannel }),
    ...(days !== undefined && { days: Number(days) }),
  }
}

function invalid(field: string, expected: string): ApiError {
  return new ApiError(400, 'invalid-field', `\`${field}\` is ${expected}`)
}
