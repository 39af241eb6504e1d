import { type Context, Hono } from 'hono'
import { type LinkAnswer, type Opened, pressLink, showLink } from '../flow/privacy/answer-link.ts'
import { notice } from '../flow/privacy/pages/notice.ts'
import { pageHeaders, shell } from '../flow/privacy/pages/shell.ts'
import { filled, pageLanguage, textsIn } from '../flow/privacy/pages/texts.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { readShop } from '../lib/caller.ts'
import { toBase64Url } from '../lib/digest.ts'
import { placeOf } from '../lib/object-id.ts'
import { openLink } from '../lib/person-link.ts'
import { ApiError, tooManyRequests } from '../lib/problem.ts'
import { addressBlock, rateLimits } from '../lib/rate-limit.ts'
import { readText } from '../lib/read-body.ts'
import { liveConfig } from '../stores/config/config-store.ts'

/** Pages behind signed links: the link is the key, so nobody has to log in to withdraw what they agreed to. */
export const personLinks = new Hono<AppEnv>()

const ROUTE = '/privacy/:shop{[a-z0-9-]+}/:token{[A-Za-z0-9_-]+}'
const PERIOD_SECONDS = 10
const MAX_FORM_BYTES = 8192

/** Looking changes nothing, also for HEAD and for whoever fetches links ahead. */
personLinks.get(ROUTE, (c) => answer(c, (opened) => showLink(opened, c.req.query('download'))))

personLinks.post(ROUTE, async (c) => {
  const form = await readForm(c.req.raw)
  const path = `/privacy/${c.req.param('shop')}/`
  return answer(c, (opened) => pressLink(opened, form, path))
})

async function answer(c: Context<AppEnv>, act: (opened: Opened) => Promise<LinkAnswer>): Promise<Response> {
  await checkAddress(c)
  const now = Date.now()
  const [id, token] = [c.req.param('shop')!, c.req.param('token')!]
  const shop = await readShop(id, c.env, c.executionCtx)
  const link = shop && (await openLink(c.env, id, token, now))
  const { config } = await liveConfig(c.env, id, (work) => c.executionCtx.waitUntil(work))
  const language = pageLanguage(c.req.header('Accept-Language'), config.shop.languages)
  const texts = textsIn(language)
  const shopName = config.shop.name ?? shop?.name ?? ''
  const result: LinkAnswer = link
    ? await act({
        env: c.env,
        link,
        whose: { shop: placeOf(shop), profile: link.profile },
        shopName,
        texts,
        language,
        now,
      })
    : {
        status: 404,
        title: texts.notFoundTitle,
        body: notice(filled(texts.notFoundText, { shop: shopName })),
      }
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
  const headers = pageHeaders(nonce)
  if ('file' in result)
    return c.body(result.text, 200, {
      ...headers,
      'Content-Type': result.type,
      'Content-Disposition': `attachment; filename="${result.file}"`,
    })
  const { status, title, body } = result
  return c.body(String(await shell({ language, title, nonce, body })), status, headers)
}

/** A form as browsers and mail programs send it (RFC 8058, section 3.1: either encoding). */
async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('Content-Type') ?? ''
  const text = await readText(request, MAX_FORM_BYTES)
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new URLSearchParams(text)
  if (/^multipart\/form-data\b/i.test(type)) {
    const fields = await new Response(text, { headers: { 'Content-Type': type } })
      .formData()
      .catch(() => null)
    if (fields)
      return new URLSearchParams(
        [...fields].filter((field): field is [string, string] => typeof field[1] === 'string'),
      )
  }
  throw new ApiError(
    415,
    'unsupported-form',
    'Send `List-Unsubscribe=One-Click` as a form, urlencoded or multipart',
  )
}

async function checkAddress({ env, req }: Context<AppEnv>): Promise<void> {
  const address = req.header('CF-Connecting-IP')
  if (address === undefined || (await rateLimits(env).take('address', `link/${addressBlock(address)}`)))
    return
  throw tooManyRequests(PERIOD_SECONDS, 'Too many requests from this address')
}
