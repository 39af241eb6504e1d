import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { eventsOf, isKnown, readRecord, settled } from './stored.ts'
import { ALL_CONSENT, viewed } from './visitor.ts'

const edge = useEdge()

interface Answer {
  rows: number
  skipped: number
  events: number
  stored: number
  duplicates: number
  withheld: number
  people: number
  invalid: { line: number; column: string; reason: string }[]
}

const CONTACTS = `Customer ID,Email,First Name,City,Newsletter,Opt-in Date
C-1,ada@shop-a.example,Ada,Roma,yes,2025-05-01
C-2,bob@shop-a.example,Bob,Milano,no,
C-3,cyd@shop-a.example,Cyd,Torino,,`

const ORDERS = `Name,Email,Customer ID,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku
#1,ada@shop-a.example,C-1,paid,EUR,59.90,2026-03-01 10:20:30 +0100,1,Boot,49.90,boot-1
#1,,,,,,,2,Sock,5.00,sock
#2,ada@shop-a.example,C-1,paid,EUR,5.00,2026-04-02 10:00:00 +0100,1,Sock,5.00,sock
#3,guest@shop-a.example,,paid,EUR,9.00,2026-04-03 10:00:00 +0100,1,Sock,9.00,sock`

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

/** Sends one chunk and answers with what became of it. */
async function bring(to: TestShop, body: string, query: string, headers = {}): Promise<Answer> {
  const { status, body: answer } = await to.server.post<Answer>(`/v1/import?${query}`, body, {
    'content-type': 'text/csv',
    ...headers,
  })
  expect(status, JSON.stringify(answer)).toBe(200)
  return answer
}

describe('customers and orders', () => {
  test('become people with traits, consents and verified orders', async () => {
    const shop = await furnishedShop(edge)
    expect(await bring(shop, CONTACTS, 'as=contacts&import=i-1&chunk=0')).toMatchObject({
      import: 'i-1',
      chunk: 0,
      rows: 3,
      people: 3,
      withheld: 0,
      invalid: [],
    })
    expect(await bring(shop, ORDERS, 'as=orders')).toMatchObject({ rows: 4, people: 2, invalid: [] })
    const ada = await readRecord(shop, 'user_id/C-1')
    expect(ada.view.traits).toMatchObject({ first_name: 'Ada', city: 'Roma' })
    expect(ada.view.features.orders).toMatchObject({ count: 2, verified: 2 })
    expect(ada.view.features.orders.spent).toEqual({ amount: 6490, currency: 'EUR' })
    expect(ada.consents.email).toMatchObject({
      state: 'granted',
      at: Date.UTC(2025, 3, 30, 22),
      source: 'import',
    })
    expect((await readRecord(shop, 'user_id/C-2')).consents.email).toMatchObject({ state: 'refused' })
    expect((await readRecord(shop, 'user_id/C-3')).consents.email).toBeUndefined()
  })

  test('an address leads to the customer that it stands beside, and a guest’s to a guest', async () => {
    const byMail = await bring(shop, CONTACTS, 'as=contacts').then(() =>
      readRecord(shop, 'email/ADA@shop-a.example'),
    )
    await bring(shop, ORDERS.replaceAll(',C-1,', ',,'), 'as=orders')
    const ada = await readRecord(shop, 'user_id/C-1')
    expect(byMail.profile).toBe(ada.profile)
    expect(ada.view.features.orders.verified).toBe(2)
    const guest = await readRecord(shop, 'email/guest@shop-a.example')
    expect(guest.profile).not.toBe(ada.profile)
    expect(guest.view.features.orders.verified).toBe(1)
    expect(guest.view.traits).toMatchObject({ email: 'guest@shop-a.example' })
  })

  test('sent again they change nothing, in whatever chunks and under whatever name', async () => {
    const shop = await furnishedShop(edge)
    const at = 'at=2026-11-01T00:00:00Z'
    await bring(shop, CONTACTS, `as=contacts&${at}`)
    await bring(shop, ORDERS, 'as=orders')
    const read = async () => {
      const record = await readRecord(shop, 'user_id/C-1')
      await settled(shop, record.profile)
      return [record, await eventsOf(shop, record.profile)]
    }
    const before = await read()
    expect(await bring(shop, ORDERS, 'as=orders&import=other&chunk=7')).toMatchObject({ stored: 0 })
    for (const line of CONTACTS.split('\n').slice(1)) {
      const header = CONTACTS.split('\n')[0]
      expect(await bring(shop, `${header}\n${line}`, `as=contacts&${at}`)).toMatchObject({ stored: 0 })
    }
    // A newer list that says what is known is no news.
    expect(await bring(shop, CONTACTS, 'as=contacts')).toMatchObject({ stored: 0 })
    expect(await read()).toEqual(before)
  })

  test('what changed meanwhile is taken, there and back again', async () => {
    const shop = await furnishedShop(edge)
    for (const [day, city] of [
      ['01', 'Roma'],
      ['02', 'Napoli'],
      ['03', 'Roma'],
    ]) {
      const table = `Customer ID,City\nC-1,${city}`
      expect(await bring(shop, table, `as=contacts&at=2026-11-${day}`)).toMatchObject({ stored: 1 })
      expect((await readRecord(shop, 'user_id/C-1')).view.traits.city).toBe(city)
    }
  })

  test('a blank cell overwrites nothing, and a stale yes undoes no withdrawal', async () => {
    const shop = await furnishedShop(edge)
    await bring(shop, 'Customer ID,City,Newsletter\nC-1,Roma,yes', 'as=contacts')
    await shop.server.post('/v1/identify', {
      userId: 'C-1',
      traits: {},
      context: { consent: { marketing: { email: false } } },
    })
    await bring(shop, 'Customer ID,City,Newsletter\nC-1,,yes', 'as=contacts')
    const { view, consents } = await readRecord(shop, 'user_id/C-1')
    expect(view.traits.city).toBe('Roma')
    expect(consents.email).toMatchObject({ state: 'refused' })
  })

  test('fill segments', async () => {
    const shop = await furnishedShop(edge)
    await bring(
      shop,
      'Customer ID,Level\nC-1,gold',
      `as=contacts&mapping=${encodeURIComponent('{"columns":{"Level":"trait:tier"}}')}`,
    )
    expect((await readRecord(shop, 'user_id/C-1')).view.segments).toEqual(['gold'])
  })

  test('an order that was imported is refunded by its id alone', async () => {
    const shop = await furnishedShop(edge)
    await bring(shop, ORDERS, 'as=orders')
    const { body } = await shop.server.post('/v1/orders', { order_id: '#2', status: 'refunded' })
    expect(body).toMatchObject({ confirmed: 1 })
    expect((await readRecord(shop, 'user_id/C-1')).view.features.orders.count).toBe(1)
  })

  test('nobody who was erased comes back with what was before', async () => {
    const shop = await furnishedShop(edge)
    await bring(shop, CONTACTS, 'as=contacts')
    const { profile } = await readRecord(shop, 'user_id/C-1')
    await shop.server.delete(`/v1/profiles/${profile}`)
    expect(await bring(shop, ORDERS, 'as=orders')).toMatchObject({ people: 1 })
    expect(await bring(shop, CONTACTS, 'as=contacts&at=2026-11-01T00:00:00Z')).toMatchObject({ people: 2 })
    expect(await isKnown(shop, 'user_id/C-1')).toBe(false)
    expect(await isKnown(shop, 'email/ada@shop-a.example')).toBe(false)
  })
})

describe('bodies', () => {
  test('rows that cannot be taken are named, the others are kept', async () => {
    const answer = await bring(
      shop,
      'Customer ID,Email,Newsletter\nB-1,b1@x-shop.example,yes\nB-2,nonsense,yes\n,,\nB-4,b4@x-shop.example,maybe',
      'as=contacts',
    )
    expect(answer).toMatchObject({ rows: 4, people: 1 })
    expect(answer.invalid.map(({ line, column }) => [line, column])).toEqual([
      [3, 'Email'],
      [4, ''],
      [5, 'Newsletter'],
    ])
  })

  test('may be NDJSON, compressed, with semicolons, or Segment’s calls', async () => {
    const shop = await furnishedShop(edge)
    await bring(
      shop,
      '{"customer_id":"J-1","city":"Łódź"}\n\nnonsense\n{"customer_id":"J-2","city":null}',
      'as=contacts',
    )
    const semicolons = gzipSync('Codice cliente;Città\nJ-3;Forlì\n')
    const response = await fetch(new URL('/v1/import?as=contacts', edge.runtime.edgeUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.secretKey}`, 'content-encoding': 'gzip' },
      body: semicolons,
    })
    expect(response.status).toBe(200)
    const call = {
      ...viewed('boot-1', { messageId: 'm-1' }),
      userId: 'J-4',
      timestamp: '2025-01-01T00:00:00Z',
    }
    const nameless = { ...viewed('boot-1'), userId: 'J-4', messageId: undefined }
    expect(
      await bring(shop, [call, nameless, call].map((each) => JSON.stringify(each)).join('\n'), 'as=events'),
    ).toMatchObject({
      stored: 1,
      duplicates: 1,
      invalid: [{ line: 2, column: '/messageId' }],
    })
    const cities = ['J-1', 'J-3'].map(
      async (id) => (await readRecord(shop, `user_id/${id}`)).view.traits.city,
    )
    expect(await Promise.all(cities)).toEqual(['Łódź', 'Forlì'])
  })

  test.each<[string, string, string, number, string]>([
    ['no kind', 'as=nonsense', CONTACTS, 400, 'invalid-kind'],
    ['nothing', 'as=contacts', '', 400, 'invalid-body'],
    ['no needed column', 'as=orders', CONTACTS, 400, 'missing-column'],
    ['a quote without end', 'as=contacts', 'Email\n"ada', 400, 'invalid-csv'],
    ['a mapping that is none', 'as=contacts&mapping=%7B', CONTACTS, 400, 'invalid-mapping'],
    [
      'a field that there is not',
      `as=contacts&mapping=${encodeURIComponent('{"columns":{"City":"town"}}')}`,
      CONTACTS,
      400,
      'invalid-mapping',
    ],
    ['a time that is none', 'as=contacts&at=soon', CONTACTS, 400, 'invalid-at'],
    ['too many rows', 'as=contacts', `Email\n${'a@x.example\n'.repeat(5001)}`, 413, 'too-many-rows'],
  ])('%s is refused', async (_what, query, body, status, code) => {
    expect(await shop.server.post(`/v1/import?${query}`, body)).toMatchObject({ status, body: { code } })
  })

  test('a bomb is not unpacked, and a page’s key imports nothing', async () => {
    const post = (key: string, body: BodyInit, headers = {}) =>
      fetch(new URL('/v1/import?as=contacts', edge.runtime.edgeUrl), {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, ...headers },
        body,
      })
    const bomb = gzipSync(Buffer.alloc(60_000_000, 32))
    expect((await post(shop.secretKey, bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
    expect((await post(shop.publicKey, CONTACTS)).status).toBe(403)
    expect((await post('sk_nonsense', CONTACTS)).status).toBe(401)
  })
})

test('names of properties that reach into objects do no harm', async () => {
  const rows = [
    '{"customer_id":"P-1","__proto__":{"city":"x"},"constructor":"y"}',
    '{"customer_id":"P-2","city":"Roma"}',
  ]
  const words = encodeURIComponent('{"columns":{"constructor":"trait:constructor"}}')
  const answer = await bring(shop, rows.join('\n'), `as=contacts&mapping=${words}`)
  expect(answer.invalid.map(({ line }) => line)).toEqual([1])
  expect((await readRecord(shop, 'user_id/P-2')).view.traits).toMatchObject({ city: 'Roma' })
})

test('consent that a person has refused stands above the shop’s records', async () => {
  const shop = await furnishedShop(edge, CONFIG)
  await shop.server.post('/v1/batch', {
    batch: [{ ...viewed('boot-1'), userId: 'C-1' }],
    consent: ALL_CONSENT,
  })
  await shop.server.post('/v1/identify', { userId: 'C-1', context: { consent: { analytics: false } } })
  expect(await bring(shop, ORDERS, 'as=orders')).toMatchObject({ people: 2, withheld: expect.any(Number) })
  const { profile } = await readRecord(shop, 'user_id/C-1')
  const names = (await eventsOf(shop, profile)).map(({ name }) => name)
  expect(names).not.toContain('order_completed')
})
