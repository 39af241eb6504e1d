import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { proofOf } from './proofs.ts'
import { eventsOf, isKnown, readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, FROM_SHOP, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

describe('an id that many strangers share names nobody', () => {
  const ids = [
    'null',
    'undefined',
    ' NULL ',
    'anonymous',
    'guest',
    '0',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '-1',
    '---',
    '[object Object]',
    '{{user.id}}',
    '<%= user.id %>',
    'test@test.com',
  ]

  test.each(ids)('%s from the shop’s server', async (userId) => {
    const batch = [viewed('boot-1', { userId }), viewed('boot-2', { userId })]
    const { status, body } = await shop.server.post('/v1/batch', { batch, consent: ALL_CONSENT })
    expect({ status, body }).toMatchObject({ status: 200, body: { accepted: 0, withheld: 2 } })
    expect(await isKnown(shop, `user_id/${encodeURIComponent(userId)}`)).toBe(false)
  })

  test.each(ids)('%s from two browsers', async (id) => {
    const browsers = [new Visitor(shop), new Visitor(shop)]
    for (const browser of browsers) await browser.decide({ anonymousId: id, events: [viewed('boot-1')] })
    expect(browsers[0]!.profile).not.toBe(browsers[1]!.profile)
    expect(await isKnown(shop, `anonymous_id/${encodeURIComponent(id)}`)).toBe(false)
  })
})

test('guessing ids finds nobody, and an id that exists answers as one that does not', async () => {
  const visitor = new Visitor(shop)
  await visitor.view('boot-1', 'boot-2')
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('')
  const guesses = Array.from({ length: 100 }, (_value, index) => [
    `vicino_${shop.id}=v1.b:${hex(32)}.${index === 0 ? visitor.profile : `p_${hex(32)}`}.${hex(43)}`,
  ])
  const answers = await Promise.all(
    guesses.map(([cookie]) =>
      shop.browser.post('/v1/decide', { placements: ['recent', 'taste'] }, { ...FROM_SHOP, cookie: cookie! }),
    ),
  )
  const nothing = { accepted: 0, duplicates: 0, withheld: 0, invalid: [], blocks: {} }
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: nothing })
})

test.each([
  'null',
  'http://shop.example',
  'https://shop.example:8443',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://www.shop.example',
  'https://shop.example/',
  'https://shop.example@evil.example',
  'HTTPS://SHOP.EXAMPLE',
  'https://shop.example https://evil.example',
  '*',
])('a page of %s is refused before anything is done', async (origin) => {
  const anonymousId = `origin ${origin}`
  const answer = await shop.browser.post(
    '/v1/decide',
    { anonymousId, events: [viewed('boot-1')], consent: ALL_CONSENT },
    { origin },
  )
  expect(answer).toMatchObject({ status: 403, body: { code: 'origin-refused' } })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await isKnown(shop, `anonymous_id/${encodeURIComponent(anonymousId)}`)).toBe(false)
})

test('a program with the public key can append, as a stranger, and nothing else', async () => {
  const victim = new Visitor(shop)
  await victim.view('boot-1', 'boot-2')
  const program = new Visitor(shop)
  const answer = await program.decide({ events: [viewed('shirt-1')], placements: ['recent'] }, {})
  expect(answer.body).toMatchObject({ accepted: 1 })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(program.profile).not.toBe(victim.profile)
  for (const path of [
    `/v1/profiles/${victim.profile}`,
    `/v1/profiles/${victim.profile}/events`,
    '/v1/audiences',
  ])
    expect((await shop.browser.get(path)).status).toBe(403)
})

test('a captured request sent again and again changes nothing', async () => {
  const visitor = new Visitor(shop)
  await visitor.view('boot-2')
  const captured = { events: [viewed('boot-1'), viewed('boot-1')] }
  await visitor.decide(captured)
  const before = await readRecord(shop, visitor.profile)
  for (let time = 0; time < 10; time++) {
    expect((await visitor.decide(captured)).body).toMatchObject({ accepted: 0, duplicates: 2 })
  }
  expect(await readRecord(shop, visitor.profile)).toEqual(before)
})

test('whoever knows the message id of an order first cannot keep the order out', async () => {
  const [attacker, victim] = [new Visitor(shop), new Visitor(shop)]
  const id = messageId()
  const orderId = `order of ${id}`
  await attacker.decide({ events: [viewed('boot-1'), viewed('boot-1', { messageId: id })] })
  await victim.view('boot-1')
  const order = {
    type: 'track',
    event: 'Order Completed',
    messageId: id,
    properties: {
      order_id: orderId,
      total: 99,
      currency: 'EUR',
      products: [{ product_id: 'boot-1', price: 99 }],
    },
  }
  expect((await victim.decide({ events: [order] })).body).toMatchObject({ accepted: 1, duplicates: 0 })
  expect((await readRecord(shop, victim.profile)).view.features.orders.count).toBe(1)
})

test('a purchase that only a browser tells of is no money', async () => {
  const forger = new Visitor(shop)
  const product = `forged ${messageId()}`
  const order = {
    type: 'track',
    event: 'Order Completed',
    // What the edge fixes cannot be brought along.
    isTrusted: true,
    source: 's',
    properties: {
      order_id: messageId(),
      total: 1_000_000,
      currency: 'EUR',
      products: [{ product_id: product, price: 1_000_000, quantity: 1 }],
    },
  }
  const login = { userId: 'forger', proof: proofOf(shop, 'forger') }
  await forger.decide({ ...login, events: [order] })
  const { orders } = (await readRecord(shop, forger.profile)).view.features
  expect(orders).toMatchObject({
    count: 1,
    verified: 0,
    spent: { amount: 0 },
    stated: { amount: 100_000_000 },
  })
  await settled(shop, forger.profile)
  const path = `/v1/statistics?ids=${encodeURIComponent(product)}`
  const counted = await until(async () => {
    const { body } = await shop.server.get<{ products: object[] }>(path)
    return body.products[0]
  })
  expect(counted).toMatchObject({ product, ordered: 1, orderedVerified: 0, revenue: {} })
})

test.each(['Order Refunded', 'Order Cancelled'])('%s from a browser takes nothing back', async (event) => {
  const visitor = new Visitor(shop)
  const orderId = messageId()
  await visitor.view('boot-1')
  const handle = visitor.cookie!.split('=', 2)[1]
  const order = { order_id: orderId, status: 'completed', total: 99, currency: 'EUR', handle }
  expect((await shop.server.post('/v1/orders', order)).body).toMatchObject({ confirmed: 1 })
  await visitor.decide({ events: [{ type: 'track', event, properties: { order_id: orderId } }] })
  const { orders } = (await readRecord(shop, visitor.profile)).view.features
  expect(orders).toMatchObject({ count: 1, verified: 1, spent: { amount: 9900 } })
})

test.each(['consent_changed', 'Identified', 'aliased', 'grouped'])(
  'what only the edge may say cannot be tracked: %s',
  async (event) => {
    const visitor = new Visitor(shop)
    const forged = { type: 'track', event, properties: { analytics: true, marketing: true } }
    const { body } = await visitor.decide({ events: [forged, viewed('boot-1')] })
    expect(body).toMatchObject({ accepted: 1, invalid: [{ index: 0, pointer: '/event' }] })
  },
)

test('hostile texts come back as they were sent', async () => {
  const texts = [
    `'; DROP TABLE rows; --`,
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '{{7*7}}<%= 7*7 %>',
    '../../etc/passwd\\..\\',
    'line\r\nSet-Cookie: a=b',
    '\u202etxt.exe\u0000\ufeff',
    '𝕿𝖊𝖘𝖙 👩‍👩‍👧 ﷽ Ẓ̌á̲l͔̝̞̄̑g̈o',
    '=cmd|calc!A1',
  ]
  const visitor = new Visitor(shop)
  await visitor.view('boot-1')
  const events = texts.map((text) => viewed('boot-1', { properties: { product_id: 'boot-1', [text]: text } }))
  expect((await visitor.decide({ events })).body).toMatchObject({ accepted: texts.length })
  const stored = (await eventsOf(shop, visitor.profile)).map(({ raw }) => raw)
  for (const event of events) expect(stored).toContain(JSON.stringify(event))
})

test('a flood of one handle is shed with 429, and nobody else is disturbed', async () => {
  const [flood, other] = [new Visitor(shop), new Visitor(shop)]
  await Promise.all([flood.view('boot-1'), other.view('boot-1')])
  const answers = await Promise.all(Array.from({ length: 160 }, () => flood.decide()))
  const refused = answers.filter(({ status }) => status === 429)
  expect(answers.filter(({ status }) => status !== 200 && status !== 429)).toEqual([])
  expect(refused.length).toBeGreaterThan(20)
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect((await other.view('boot-2')).status).toBe(200)
})

test('the shop’s server may ask for one person as often as it likes', async () => {
  const userId = messageId()
  const ask = () => shop.server.post('/v1/decide', { userId, consent: ALL_CONSENT })
  const answers = await Promise.all(Array.from({ length: 160 }, ask))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})
