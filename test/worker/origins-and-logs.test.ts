import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { client, type TestShop, useEdge } from './harness.ts'
import { proofOf } from './proofs.ts'
import { settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, FROM_SHOP, Visitor, viewed } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'vicino-log-'))
const logFile = join(folder, 'worker.log')
const edge = useEdge({ logFile })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

test('health says that it runs, to everybody, and asks nothing of anybody', async () => {
  const { status, body, headers } = await client(edge.runtime.edgeUrl).get('/health')
  expect({ status, body }).toEqual({ status: 200, body: { status: 'ok' } })
  expect(headers.get('cache-control')).toBe('no-store')
})

test('what is not there is a problem like any other', async () => {
  for (const path of ['/', '/v1', '/v1/nothing', '/decide/x.css', '/v1/decide/x.css', '/v1/decide%2fx.css']) {
    const { status, headers, body } = await shop.browser.get(path)
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ status: 404, code: 'no-route' })
  }
})

test('the keys of a new shop stay in no cache', async () => {
  const admin = client(edge.runtime.edgeUrl, edge.runtime.adminKey)
  for (const status of [201, 200]) {
    const answer = await admin.put('/v1/shops/cached-nowhere', {})
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'private, no-store'])
  }
})

test.each([
  ['2026-11-23', 200],
  ['2028-02-29', 200],
  ['2026-13-45', 400],
  ['2026-02-30', 400],
  ['0000-00-00', 400],
  ['today', 400],
])('the log of the day %s: %i', async (day, status) => {
  expect((await shop.server.get(`/v1/log/${day}`)).status).toBe(status)
})

describe('a page of a listed origin', () => {
  test('may read its answers, refusals too, and no other page may', async () => {
    for (const body of [{}, { placements: 7 }, { userId: 'a', proof: 'forged' }]) {
      const { headers } = await shop.browser.post('/v1/decide', body, FROM_SHOP)
      expect(headers.get('access-control-allow-origin')).toBe(FROM_SHOP.origin)
      expect(headers.get('access-control-allow-credentials')).toBe('true')
      expect(headers.get('vary')).toContain('Origin')
    }
  })

  test('asks first, and hears what it may send', async () => {
    for (const path of ['/v1/decide', '/v1/batch', '/v1/t']) {
      const response = await fetch(`${edge.runtime.edgeUrl}${path}`, {
        method: 'OPTIONS',
        headers: { origin: FROM_SHOP.origin, 'access-control-request-method': 'POST' },
      })
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe(FROM_SHOP.origin)
      expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST')
      expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type')
    }
  })

  test.each(['null', 'file://', 'https://shop.example/', 'chrome-extension://abc'])(
    '%s is no origin',
    async (origin) => {
      const response = await fetch(`${edge.runtime.edgeUrl}/v1/decide`, {
        method: 'OPTIONS',
        headers: { origin },
      })
      expect(response.status).toBe(403)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    },
  )

  test('reads nothing with a secret key that ended up in it', async () => {
    const answer = await shop.server.get('/v1/audiences', FROM_SHOP)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('the log holds ids, codes and numbers: no word of any person, no key, no address', async () => {
  const canary = 'Quetzalcoatl'
  const address = '203.0.113.77'
  const userId = `${canary}-user`
  const visitor = new Visitor(shop)
  const headers = {
    ...FROM_SHOP,
    'cf-connecting-ip': address,
    'user-agent': `${canary}/1.0`,
    referer: `https://shop.example/${canary}`,
  }
  const proof = proofOf(shop, userId)
  const identify = { type: 'identify', traits: { email: `${canary}@example.com`, name: canary } }
  const events = [identify, viewed('boot-1', { context: { ip: address } })]
  await visitor.decide({ userId, proof, events, page: { url: `/${canary}`, query: canary } }, headers)
  await settled(shop, visitor.profile)
  // Everything that goes wrong, with the same words in it.
  await shop.browser.post('/v1/batch', `{"email":"${canary}@example.com",`, headers)
  await shop.browser.post('/v1/batch', { batch: [{ type: canary }, { type: 'track', event: 7 }] }, headers)
  await visitor.decide({ userId, proof: `p1.1.${canary}`, events }, headers)
  await shop.browser.post(
    '/v1/decide',
    { placements: [`constructor`, canary], consent: ALL_CONSENT },
    headers,
  )
  await shop.browser.post('/v1/decide', {}, { ...headers, origin: `https://${canary}.example`.toLowerCase() })
  await client(edge.runtime.edgeUrl, `sk_${canary}`).get('/v1/audiences')
  await shop.server.get(`/v1/profiles/by/email/${canary}@example.com`)
  await shop.server.get(`/v1/profiles/by/user_id/${userId}%0d%0aforged:%20line`)
  await shop.server.get(`/v1/${canary}?email=${canary}@example.com`)
  await shop.server.put('/v1/config', `{"shop": "${canary}"}`, { 'if-none-match': '*' })
  await shop.server.put('/v1/catalog', { products: [{ id: canary }] })
  await shop.server.post('/v1/orders', {
    order_id: canary,
    status: 'completed',
    customer: { email: `${canary}@example.com` },
  })
  await shop.server.delete(`/v1/profiles/${visitor.profile}`)

  const deleted = '"method":"DELETE"'
  const log = await until(() => {
    const text = readFileSync(logFile, 'utf8')
    return text.includes(deleted) && text
  })
  const secrets = [
    shop.publicKey,
    shop.secretKey,
    shop.identitySecret,
    edge.runtime.adminKey,
    proof,
    visitor.cookie!,
  ]
  for (const word of [canary, canary.toLowerCase(), address, 'example.com', ...secrets])
    expect(log).not.toContain(word)
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
  expect(lines.every(({ at }) => typeof at === 'string')).toBe(true)
  expect(lines).toContainEqual(
    expect.objectContaining({ route: '/v1/decide', status: 200, shop: shop.id, role: 'public' }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ route: '/v1/decide', status: 401, code: 'invalid-proof' }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ route: '/v1/profiles/by/:type/:value', status: 404 }),
  )
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
})
