import { beforeAll, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { ALL_CONSENT, FROM_SHOP, Visitor } from './visitor.ts'

const edge = useEdge({ limits: { LIMIT_KEY: 20, LIMIT_SECRET: 30, LIMIT_ADDRESS: 8 } })
const ROUNDS = 70

let shop: TestShop
let other: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
  other = await furnishedShop(edge)
})

interface Reply {
  status: number
  headers: Headers
  body: unknown
}

/** More than any quota of this file, in one go. */
async function flood(ask: (round: number) => Promise<Reply>) {
  const replies = await Promise.all(Array.from({ length: ROUNDS }, (_value, round) => ask(round)))
  return {
    passed: replies.filter(({ status }) => status === 200),
    shed: replies.filter(({ status }) => status === 429),
    replies,
  }
}

/** An address of its own for every request, as a flood from many places has. */
const from = (address: string) => ({ ...FROM_SHOP, 'cf-connecting-ip': address })
const manyAddresses = (round: number) => from(`192.0.2.${round}`)

test.each<[string, number, (round: number) => Promise<Reply>]>([
  ['an address', 8, () => shop.browser.post('/v1/decide', {}, from('198.51.100.7'))],
  ['a whole IPv6 network', 8, (round) => shop.browser.post('/v1/decide', {}, from(`2001:db8:1:2::${round}`))],
  [
    'a public key',
    20,
    (round) => other.browser.post('/v1/batch', { batch: [{ type: 'page' }] }, manyAddresses(round)),
  ],
  ['a secret key', 30, () => other.server.get('/v1/catalog')],
])('%s has a quota of its own, then 429 and when to come again', async (_what, quota, ask) => {
  const { passed, shed, replies } = await flood(ask)
  expect(passed.length + shed.length).toBe(replies.length)
  // Making the shop took two; and a period may end in the middle of the flood, which gives as much again.
  expect(passed.length).toBeGreaterThanOrEqual(quota - 2)
  expect(passed.length).toBeLessThanOrEqual(2 * quota)
  for (const { headers, body } of shed) {
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d?$/)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ status: 429, code: 'too-many-requests' })
  }
})

test('a page may read when to come again', async () => {
  const { shed } = await flood(() => shop.browser.post('/v1/decide', {}, from('198.51.100.8')))
  expect(shed[0]!.headers.get('access-control-allow-origin')).toBe(FROM_SHOP.origin)
  expect(shed[0]!.headers.get('access-control-expose-headers')).toContain('Retry-After')
})

test('one shop’s flood takes nothing from another shop, nor from the shop’s own server', async () => {
  await flood((round) => shop.browser.post('/v1/decide', {}, manyAddresses(round)))
  const quiet = await furnishedShop(edge)
  expect((await new Visitor(quiet).decide()).status).toBe(200)
  expect((await shop.server.get('/v1/catalog')).status).toBe(200)
})

test('a flood refused for its key is refused before it is stored', async () => {
  const third = await furnishedShop(edge)
  const { passed } = await flood((round) =>
    third.browser.post(
      '/v1/batch',
      { anonymousId: 'flood', consent: ALL_CONSENT, batch: [{ type: 'page', messageId: `m-${round}` }] },
      { ...manyAddresses(round), 'sec-fetch-site': 'cross-site' },
    ),
  )
  const { body } = await third.server.get<{ state: { count: number } }>('/v1/profiles/by/anonymous_id/flood')
  expect(body.state.count).toBe(passed.length + 1)
})
