import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestShop, useEdge } from './harness.ts'
import { eventsOf, readRecord } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, FROM_ELSEWHERE, messageId, viewed } from './visitor.ts'

const edge = useEdge()
const KB = 1024
const DAY = 86_400_000

let shop: TestShop
beforeAll(async () => {
  shop = await edge.createShop()
})

interface IntakeAnswer {
  accepted: number
  withheld: number
  invalid: { index: number; pointer: string; reason: string }[]
}

/** Events of a claimed id, so that a test finds its own again. */
const send = (path: string, body: object, headers: Record<string, string> = FROM_ELSEWHERE) =>
  shop.browser.post<IntakeAnswer>(path, { consent: ALL_CONSENT, ...body }, headers)

const sendBatch = (batch: unknown[], around: object = {}) =>
  send('/v1/batch', { anonymousId: messageId(), ...around, batch })

async function storedBy(anonymousId: string) {
  const { profile } = await readRecord(shop, `anonymous_id/${anonymousId}`)
  return (await eventsOf(shop, profile)).filter(({ name }) => name !== 'consent_changed')
}

describe('Segment’s addresses', () => {
  test.each([
    ['track', 't', { event: 'Product Viewed' }, 'product_viewed'],
    ['identify', 'i', { traits: { name: 'Ada' } }, 'identified'],
    ['page', 'p', { name: 'Home' }, 'page_viewed'],
    ['screen', 's', { name: 'Home' }, 'screen_viewed'],
    ['group', 'g', { groupId: 'g-1' }, 'grouped'],
  ])('/v1/%s and /v1/%s keep a call as it is', async (long, short, call, name) => {
    const anonymousId = messageId()
    for (const path of [`/v1/${long}`, `/v1/${short}`]) {
      const answer = await send(path, { anonymousId, ...call })
      expect(answer).toMatchObject({ status: 200, body: { accepted: 1, withheld: 0, invalid: [] } })
    }
    expect((await storedBy(anonymousId)).map((event) => event.name)).toEqual([name, name])
  })

  test.each(['/v1/batch', '/v1/b'])('%s takes calls of all kinds', async (path) => {
    const anonymousId = messageId()
    const batch = [viewed('b-1'), { type: 'page' }, { type: 'identify', traits: {} }, { type: 'screen' }]
    expect((await send(path, { anonymousId, batch })).body).toMatchObject({ accepted: 4 })
    expect(await storedBy(anonymousId)).toHaveLength(4)
  })

  test('/v1/alias and /v1/a take what anybody states', async () => {
    for (const path of ['/v1/alias', '/v1/a']) {
      const call = { userId: 'new', previousId: 'old', consent: ALL_CONSENT }
      for (const sender of [shop.browser, shop.server])
        expect(await sender.post(path, call)).toMatchObject({ status: 200, body: { accepted: 1 } })
    }
  })

  test('the key may come as Bearer, as Basic, or in the body', async () => {
    const basic = `Basic ${Buffer.from(`${shop.publicKey}:`).toString('base64')}`
    const url = `${edge.runtime.edgeUrl}/v1/track`
    const ways: [Record<string, string>, object][] = [
      [{ authorization: `Bearer ${shop.publicKey}` }, {}],
      [{ authorization: basic }, {}],
      [{}, { writeKey: shop.publicKey }],
      // As the browser client sends it: no preflight, so no content type of its own.
      [{ 'content-type': 'text/plain' }, { writeKey: shop.publicKey }],
    ]
    for (const [headers, extra] of ways) {
      const body = JSON.stringify({ event: 'x', anonymousId: 'key', consent: ALL_CONSENT, ...extra })
      const response = await fetch(url, { method: 'POST', headers, body })
      expect(await response.json()).toMatchObject({ accepted: 1 })
    }
  })
})

test.each([
  ['Product Viewed', 'product_viewed'],
  ['productViewed', 'product_viewed'],
  ['view_item', 'product_viewed'],
  ['Viewed Product', 'product_viewed'],
  ['shopify:product:view', 'product_viewed'],
  ['add_to_cart', 'product_added'],
  ['product_added_to_cart', 'product_added'],
  ['begin_checkout', 'checkout_started'],
  ['purchase', 'order_completed'],
  ['checkout_completed', 'order_completed'],
  ['Placed Order', 'order_completed'],
  ['refund', 'order_refunded'],
  ['order_canceled', 'order_cancelled'],
  ['search', 'products_searched'],
  ['A Shop’s Own Event', 'a_shop_s_own_event'],
])('%s is kept as %s, its text as it was', async (event, name) => {
  const anonymousId = messageId()
  const item = { type: 'track', event, messageId: 'one' }
  await sendBatch([item], { anonymousId })
  expect(await storedBy(anonymousId)).toMatchObject([{ name, raw: JSON.stringify(item) }])
})

describe('limits', () => {
  const nested = (depth: number): object => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
  const wide = (keys: number) =>
    Object.fromEntries(Array.from({ length: keys }, (_value, key) => [`k${key}`, 1]))
  const track = (extra: object) => ({ type: 'track', event: 'x', ...extra })
  /** `é` takes two bytes: a limit in characters would let twice as much in. */
  const sized = (bytes: number) => {
    const rest = bytes - JSON.stringify(track({ properties: { text: '' } })).length
    return track({ properties: { text: 'é'.repeat(rest / 2) } })
  }

  test.each<[string, object, object, string]>([
    ['32 KB', sized(32 * KB), sized(32 * KB + 4), ''],
    ['a depth of 64', track({ properties: nested(62) }), track({ properties: nested(64) }), '/properties'],
    ['1,000 keys', track({ properties: wide(990) }), track({ properties: wide(1001) }), '/properties'],
    [
      'a message id of 100',
      track({ messageId: 'm'.repeat(100) }),
      track({ messageId: 'm'.repeat(101) }),
      '/messageId',
    ],
    [
      'an id of 256',
      track({ userId: `u${'x1'.repeat(127)}` }),
      track({ userId: 'x1'.repeat(129) }),
      '/userId',
    ],
    ['a name of 200', track({ event: 'x'.repeat(200) }), track({ event: 'x'.repeat(201) }), '/event'],
  ])('%s', async (_limit, within, beyond, pointer) => {
    const { status, body } = await sendBatch([within, beyond])
    expect({ status, ...body }).toMatchObject({ status: 200, accepted: 1, invalid: [{ index: 1 }] })
    expect(body.invalid[0]!.pointer.startsWith(pointer), body.invalid[0]!.pointer).toBe(true)
  })

  test('2,500 events', async () => {
    const events = (count: number) =>
      Array.from({ length: count }, (_value, index) => ({ type: 'page', messageId: `${index}` }))
    expect((await sendBatch(events(2500))).body).toMatchObject({ accepted: 2500 })
    expect(await sendBatch(events(2501))).toMatchObject({ status: 413, body: { code: 'too-many-events' } })
  })

  test('500 KB, on the wire and unpacked', async () => {
    const body = (bytes: number) => {
      const text = JSON.stringify({
        batch: Array.from({ length: 20 }, () => sized(23 * KB)),
        consent: ALL_CONSENT,
      })
      return text + ' '.repeat(bytes - Buffer.byteLength(text))
    }
    const plain = (bytes: number) => statusOf(() => post(body(bytes), {}))
    const packed = (bytes: Uint8Array<ArrayBuffer>) =>
      statusOf(() => post(bytes, { 'content-encoding': 'gzip' }))
    expect(await plain(500 * KB)).toBe(200)
    expect(await plain(500 * KB + 1)).toBe(413)
    expect(await packed(gzipSync(body(500 * KB)))).toBe(200)
    expect(await packed(gzipSync(body(500 * KB + 1)))).toBe(413)
    expect(await packed(gzipSync(Buffer.alloc(200_000_000)))).toBe(413)
  })

  const post = (body: NonNullable<RequestInit['body']>, headers: object) =>
    fetch(`${edge.runtime.edgeUrl}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.publicKey}`, ...headers },
      body,
    })

  /** A server that has said no hangs up; who is still writing then may hear of that alone, and asks again. */
  const statusOf = (ask: () => Promise<Response>) => until(async () => (await ask()).status)
})

describe('time', () => {
  const at = (ms: number) => new Date(ms).toISOString()
  const timeOf = async (key: 'browser' | 'server', call: object) => {
    const anonymousId = messageId()
    const before = Date.now()
    const body = { anonymousId, event: 'x', consent: ALL_CONSENT, ...call }
    expect((await shop[key].post('/v1/track', body, FROM_ELSEWHERE)).body).toMatchObject({ accepted: 1 })
    const [event] = await storedBy(anonymousId)
    return { ...event!, before, after: Date.now() }
  }

  test('a wrong clock is put right by when it says it sent', async () => {
    const wrong = Date.now() - 3 * 365 * DAY
    const stated = at(wrong - 60_000)
    const { time, before, after, statedAt } = await timeOf('browser', {
      timestamp: stated,
      sentAt: at(wrong),
    })
    expect(time).toBeGreaterThanOrEqual(before - 60_000)
    expect(time).toBeLessThanOrEqual(after - 60_000)
    expect(statedAt).toBe(stated)
  })

  test('the future is now, for every key', async () => {
    const timestamp = at(Date.now() + DAY)
    for (const key of ['browser', 'server'] as const) {
      const { time, receivedAt, statedAt } = await timeOf(key, { timestamp })
      expect(time).toBe(receivedAt)
      expect(statedAt).toBe(timestamp)
    }
  })

  test('a browser’s past ends after 7 days, and what it said is kept', async () => {
    const recent = at(Date.now() - 6 * DAY)
    expect((await timeOf('browser', { timestamp: recent })).time).toBe(Date.parse(recent))
    const ancient = '2019-05-04T03:02:01.000Z'
    const { time, receivedAt, statedAt } = await timeOf('browser', { timestamp: ancient })
    expect(time).toBe(receivedAt - 7 * DAY)
    expect(statedAt).toBe(ancient)
  })

  test('the server may tell of any past', async () => {
    const { time, statedAt } = await timeOf('server', { timestamp: '1999-12-31T23:59:59Z' })
    expect(time).toBe(Date.UTC(1999, 11, 31, 23, 59, 59))
    expect(statedAt).toBeUndefined()
  })

  test.each(['yesterday', '', '0000-99-99', {}, [], true, 1e300])(
    '%j is no time: it is when it came',
    async (timestamp) => {
      const { time, receivedAt } = await timeOf('browser', { timestamp })
      expect(time).toBe(receivedAt)
    },
  )
})

test('bad events are refused by index, pointer and reason while the good ones are kept', async () => {
  const anonymousId = messageId()
  const good = [viewed('b-1'), viewed('b-2'), { type: 'page' }]
  const bad = [
    [null, ''],
    [[], ''],
    ['text', ''],
    [7, ''],
    [{}, '/type'],
    [{ type: 'unknown' }, '/type'],
    [{ type: 'track' }, '/event'],
    [{ type: 'track', event: '  ' }, '/event'],
    [{ type: 'track', event: 'x', properties: [] }, '/properties'],
    [{ type: 'track', event: 'x', messageId: 7 }, '/messageId'],
    [{ type: 'track', event: 'x', userId: {} }, '/userId'],
    [{ type: 'group' }, '/groupId'],
    [{ type: 'track', event: 'Product Viewed', properties: { price: '12 euro' } }, '/properties/price'],
    [{ type: 'track', event: 'Product Viewed', properties: { price: -1 } }, '/properties/price'],
  ] as const
  const batch = [good[0], ...bad.map(([item]) => item), good[1], good[2]]
  const { status, body } = await sendBatch(batch, { anonymousId })
  expect({ status, accepted: body.accepted }).toEqual({ status: 200, accepted: 3 })
  expect(body.invalid.map(({ index, pointer }) => [index, pointer])).toEqual(
    bad.map(([, pointer], index) => [index + 1, pointer]),
  )
  for (const { reason } of body.invalid) expect(reason.length).toBeGreaterThan(10)
  expect(await storedBy(anonymousId)).toHaveLength(3)
  const hopeless = await sendBatch(bad.map(([item]) => item))
  expect(hopeless).toMatchObject({ status: 400, body: { code: 'invalid-events' } })
})

test.each([
  [{ price: 49.9, currency: 'EUR', quantity: 2 }, 9980, 'EUR'],
  [{ price: '49.90', currency: 'eur' }, 4990, 'EUR'],
  [{ price: '1.299,00', currency: 'EUR' }, 129900, 'EUR'],
  [{ price: 0.1 + 0.2, currency: 'EUR' }, 30, 'EUR'],
  [{ price: 1234, currency: 'JPY' }, 1234, 'JPY'],
  [{ price: 1.234, currency: 'KWD' }, 1234, 'KWD'],
  [{ price: { amount: 4990, currency: 'EUR' } }, 4990, 'EUR'],
])('money %j becomes %i minor units of %s', async (line, amount, currency) => {
  const config = { shop: { currency, timezone: 'UTC', languages: ['en'] } }
  const other = await edge.createShop()
  await other.server.put('/v1/config', config, { 'if-none-match': '*' })
  const properties = { cart_id: 'c', product_id: 'p', ...line }
  const call = { userId: 'ada', event: 'Product Added', properties, consent: ALL_CONSENT }
  expect((await other.server.post('/v1/track', call)).body).toMatchObject({ accepted: 1 })
  const { cart } = (await readRecord(other, 'user_id/ada')).view.features
  expect(cart.value).toEqual({ amount, currency })
})
