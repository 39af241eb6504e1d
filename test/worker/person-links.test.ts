import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { isKnown, readRecord } from './stored.ts'
import { ALL_CONSENT, messageId, viewed } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

interface Made {
  url: string
  expiresAt: string | null
  headers?: Record<string, string>
}

/** Somebody the shop may write to; answers their user id. */
async function subscriber(consent: object = ALL_CONSENT): Promise<string> {
  const userId = messageId()
  await shop.server.post('/v1/identify', { userId, traits: { name: '<b>Ada</b>' }, consent })
  await shop.server.post('/v1/batch', { userId, batch: [viewed('boot-1'), viewed('boot-2')], consent })
  return userId
}

async function linkFor(value: string, kind: string, more: object = {}): Promise<Made> {
  const body = { type: 'user_id', value, kind, ...more }
  const answer = await shop.server.post<Made>('/v1/privacy/links', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers })
const press = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers })
const standing = async (userId: string) => (await readRecord(shop, `user_id/${userId}`)).consents
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' }

describe('a link to unsubscribe', () => {
  test('works by one POST, without a login, and by nothing less', async () => {
    const userId = await subscriber()
    const { url, headers, expiresAt } = await linkFor(userId, 'unsubscribe', { channel: 'email' })
    expect(headers).toEqual({
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
    expect(expiresAt).toBeNull()
    for (const method of ['GET', 'HEAD'])
      for (let time = 0; time < 3; time++) expect((await fetch(url, { method })).status).toBe(200)
    expect((await press(url, { other: 'yes' })).status).toBe(200)
    expect((await standing(userId)).email?.state).toBe('granted')
    expect((await press(url, ONE_CLICK)).status).toBe(200)
    const { email, ads } = await standing(userId)
    expect([email?.state, email?.source, ads?.state]).toEqual(['refused', 'link', 'granted'])
    expect((await press(url, ONE_CLICK)).status).toBe(200)
  })

  test('takes a multipart form as well', async () => {
    const userId = await subscriber()
    const { url } = await linkFor(userId, 'unsubscribe')
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200)
    const states = Object.values(await standing(userId)).map(({ state }) => state)
    expect(states.filter((state) => state === 'refused')).toHaveLength(6)
  })

  test('names nobody', async () => {
    const userId = await subscriber()
    const { profile } = await readRecord(shop, `user_id/${userId}`)
    const { url } = await linkFor(userId, 'unsubscribe', { channel: 'email' })
    const token = Buffer.from(url.split('/').at(-1)!, 'base64url')
    for (const id of [profile, profile.slice(2), userId]) {
      expect(url).not.toContain(id)
      expect(token.includes(id) || token.includes(Buffer.from(profile.slice(2), 'hex'))).toBe(false)
    }
  })

  test('can be undone for a while, unless something was said since', async () => {
    const userId = await subscriber()
    const { url } = await linkFor(userId, 'unsubscribe', { channel: 'email' })
    const undoOf = async () => {
      const page = await (await press(url, ONE_CLICK)).text()
      return new URL(/action="([^"]+)"/.exec(page)![1]!, url).href
    }
    await press(await undoOf(), {})
    expect((await standing(userId)).email?.state).toBe('granted')
    const undo = await undoOf()
    await shop.server.post('/v1/batch', { userId, batch: [], consent: { marketing: false } })
    const record = { at: new Date(Date.now() + 1000).toISOString() }
    await shop.server.post('/v1/batch', {
      userId,
      batch: [],
      consent: { marketing: { email: false }, record },
    })
    await press(undo, {})
    expect((await standing(userId)).email?.state).toBe('refused')
  })

  test('offers no undo to who never subscribed', async () => {
    const userId = await subscriber({ analytics: true })
    const { url } = await linkFor(userId, 'unsubscribe', { channel: 'email' })
    expect(await (await press(url, ONE_CLICK)).text()).not.toContain('<form')
    expect((await standing(userId)).email?.state).toBe('refused')
  })
})

test('a link to confirm grants what is pending, and brings back nothing that was withdrawn', async () => {
  const userId = await subscriber({ analytics: true, marketing: { email: 'pending' } })
  const { url } = await linkFor(userId, 'confirm', { channel: 'email' })
  await get(url)
  expect((await standing(userId)).email?.state).toBe('pending')
  await press(url, { action: 'confirm' })
  const { email } = await standing(userId)
  expect([email?.state, email?.confirmedAt === email?.at]).toEqual(['granted', true])
  await shop.server.post('/v1/batch', { userId, batch: [], consent: { marketing: { email: false } } })
  await press(url, { action: 'confirm' })
  expect((await standing(userId)).email?.state).toBe('refused')
})

describe('a person’s own page', () => {
  test.each([
    ['en', 'Your data at'],
    ['it-IT,it;q=0.9', 'I tuoi dati presso'],
    ['pl', 'Twoje dane w sklepie'],
  ])('speaks %s, shows what is known, and runs nothing', async (language, words) => {
    const { url } = await linkFor(await subscriber(), 'page')
    const answer = await get(url, { 'accept-language': language })
    const page = await answer.text()
    expect(page).toContain(words)
    expect(page).toContain('&lt;b&gt;Ada&lt;/b&gt;')
    expect(page).not.toMatch(/<b>Ada|<script|javascript:|\son\w+=/)
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toMatch(
      /default-src 'none'; style-src 'nonce-[\w-]{22}'; form-action 'self'; frame-ancestors 'none'/,
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('keeps what is chosen and touches nothing else', async () => {
    const userId = await subscriber()
    const { url } = await linkFor(userId, 'page')
    const before = await standing(userId)
    await press(url, {
      action: 'choose',
      analytics: 'yes',
      profiling: 'yes',
      personalization: 'yes',
      ads: 'yes',
    })
    const after = await standing(userId)
    expect([after.email?.state, after.profiling?.state]).toEqual(['refused', 'refused'])
    expect([after.analytics, after.ads]).toEqual([before.analytics, before.ads])
    expect((await readRecord(shop, `user_id/${userId}`)).view.segments).toEqual([])
    await press(url, { action: 'choose', analytics: 'yes', personalization: 'yes', ads: 'yes' })
    expect((await readRecord(shop, `user_id/${userId}`)).view.segments).toContain('boot-fans')
  })

  test.each(['json', 'csv'])('gives everything as %s', async (format) => {
    const { url } = await linkFor(await subscriber(), 'page')
    const answer = await get(`${url}?download=${format}`)
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="my-data.${format}"`)
    expect(await answer.text()).toContain('boot-2')
  })

  test('erases once that is meant, and then knows nobody', async () => {
    const userId = await subscriber()
    const { url } = await linkFor(userId, 'page')
    await press(url, { action: 'erase' })
    expect(await isKnown(shop, `user_id/${userId}`)).toBe(true)
    const done = await (await press(url, { action: 'erase', sure: 'yes' })).text()
    expect(done).toMatch(/e_[0-9a-f]{24}/)
    expect(done).not.toContain(userId)
    expect(await isKnown(shop, `user_id/${userId}`)).toBe(false)
    expect((await get(url)).status).toBe(404)
  })
})

describe('a link that is not ours', () => {
  test.each<[string, (url: string) => string]>([
    ['changed in one bit', (url) => `${url.slice(0, -2)}${url.at(-2) === 'A' ? 'B' : 'A'}${url.at(-1)}`],
    ['cut off', (url) => url.slice(0, -5)],
    ['made up', (url) => url.replace(/[^/]+$/, 'A'.repeat(100))],
    ['far too long', (url) => url.replace(/[^/]+$/, 'A'.repeat(5000))],
    ['of a shop that does not exist', (url) => url.replace(shop.id, 'no-such-shop')],
  ])('%s opens nothing', async (_what, forge) => {
    const { url } = await linkFor(await subscriber(), 'page')
    for (const answer of [await get(forge(url)), await press(forge(url), { action: 'erase', sure: 'yes' })]) {
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('Ada')
    }
  })

  test('of another shop opens nothing here', async () => {
    const other = await furnishedShop(edge)
    const { url } = await linkFor(await subscriber(), 'page')
    expect((await get(url.replace(shop.id, other.id))).status).toBe(404)
  })

  test('an odd form is refused and changes nothing', async () => {
    const userId = await subscriber()
    const { url } = await linkFor(userId, 'unsubscribe', { channel: 'email' })
    const send = (body: string, type: string) =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': type } })
    expect((await send('{"List-Unsubscribe":"One-Click"}', 'application/json')).status).toBe(415)
    expect((await send('x'.repeat(10_000), 'application/x-www-form-urlencoded')).status).toBe(413)
    expect((await send('broken', 'multipart/form-data; boundary=x')).status).toBe(415)
    expect((await standing(userId)).email?.state).toBe('granted')
  })

  test.each([
    ['a kind that does not exist', { kind: 'admin' }, 'kind'],
    ['an undo, which only an unsubscription makes', { kind: 'undo' }, 'kind'],
    ['a channel that does not exist', { kind: 'unsubscribe', channel: 'fax' }, 'channel'],
    ['a confirmation of nothing', { kind: 'confirm' }, 'channel'],
    ['a page for ever', { kind: 'page', days: 1000 }, 'days'],
  ])('cannot be made with %s', async (_what, fields, named) => {
    const body = { type: 'user_id', value: await subscriber(), ...fields }
    const answer = await shop.server.post<{ code: string; detail: string }>('/v1/privacy/links', body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-field' } })
    expect(answer.body.detail).toContain(`\`${named}\``)
    expect((await shop.browser.post('/v1/privacy/links', { ...body, kind: 'page' })).status).toBe(403)
  })
})
