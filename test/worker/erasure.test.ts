import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ErasureReceipt } from '../../shared/privacy/erasure-receipt.ts'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { secretOfEachShop, type TestShop, useEdge } from './harness.ts'
import { merge, split } from './people.ts'
import { proofOf } from './proofs.ts'
import { eventsOf, isKnown, readRecord, settled } from './stored.ts'
import { placesOf } from './stored-texts.ts'
import { until } from './until.ts'
import { ALL_CONSENT, FROM_ELSEWHERE, itemsOf, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge({
  settings: secretOfEachShop('MAILER_SECRET', `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`),
})
const today = new Date().toISOString().slice(0, 10)

/** What the shard refuses late deliveries by, until they have all been given up; and the local runtime's own list of names. */
const TOMBSTONE = /vicino-Shard\/\w+\.sqlite: (table erased|bytes)$|\/metadata\.sqlite: bytes$/

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
  // An address that no webhook may go to, so that every one becomes a dead letter at once.
  const sendTo = { mailer: { type: 'webhook', url: 'http://127.0.0.1:9/', secret: 'env:MAILER_SECRET' } }
  const setup = { origins: ['https://shop.example'], sendTo }
  expect((await shop.server.put('/v1/setup', setup, { 'if-none-match': '*' })).status).toBe(200)
})

test('an erased person is nowhere, in no table, no file and no byte', async () => {
  const canary = 'canary7f3a9e'
  const profile = await personFullOf(canary)
  const other = new Visitor(shop)
  await other.view('boot-1')
  await settled(shop, profile)
  await until(() => placesOf(profile, edge.statePath).some((place) => place.includes('r2/vicino/blobs')))
  await until(async () => (await shop.server.get<string>(`/v1/log/${today}`)).body.includes(profile))
  await until(
    async () =>
      (await edge.runtime.blobs().then((blobs) => blobs.list({ prefix: 'webhooks-dead/' }))).objects.length >
      0,
  )
  expect(placesOf(canary, edge.statePath)).not.toEqual([])

  const { status, body } = await shop.server.post<{ receipts: ErasureReceipt[] }>('/v1/privacy/erase', {
    profile,
  })
  expect(status).toBe(200)
  const erasedAt = performance.now()
  await edge.runtime.scheduled()

  await until(() => placesOf(canary, edge.statePath).length === 0, { withinMs: 60_000 })
  expect(performance.now() - erasedAt).toBeLessThan(60_000)
  expect(placesOf(canary, edge.statePath)).toEqual([])
  const [receipt] = body.receipts
  expect(JSON.stringify(receipt)).not.toMatch(new RegExp(`${canary}|${profile}`))
  const counts = Object.fromEntries(receipt!.erased.map(({ what, count }) => [what, count]))
  expect(counts).toMatchObject({ identifiers: 1, 'order claims': 3, 'audience rows': 1 })
  expect(counts.events).toBeGreaterThan(8)
  expect(counts['dead letters']).toBeGreaterThan(0)
  // Receivers are told; where that did not work the letter waits, and says nothing but whom to forget.
  const news = await letterOf(receipt!.id)
  expect(JSON.parse(news!).event).toMatchObject({ type: 'privacy.erased', data: { profile } })
  await edge.runtime.blobs().then(async (blobs) => blobs.delete((await letterKey(receipt!.id))!))
  expect(placesOf(profile, edge.statePath).filter((place) => !TOMBSTONE.test(place))).toEqual([])
  for (const path of ['', '/audience', '/events', '/decisions', '/delivery']) {
    expect((await shop.server.get(`/v1/profiles/${profile}${path}`)).status).toBe(404)
  }
  expect(await eventsOf(shop, profile)).toEqual([])
  expect((await shop.server.get<string>(`/v1/log/${today}`)).body).not.toContain(profile)
  expect((await shop.server.delete(`/v1/profiles/${profile}`)).status).toBe(200)
  expect((await shop.server.post('/v1/privacy/erase', { profile })).body).toEqual(body)
  expect(await eventsOf(shop, other.profile)).toHaveLength(2)
})

describe('of people who were joined', () => {
  test('an erasure takes all, also what one accepted for the other', async () => {
    const canary = 'canary9b1d2c'
    const profile = await personFullOf(canary)
    const other = new Visitor(shop)
    await other.view('boot-1')
    const { body } = await merge(shop, { profile }, { profile: other.profile }, `${canary} said so`)
    await other.decide({ events: [viewed('boot-2', { properties: { note: canary } })] })
    await settled(shop, body.profile)
    await until(async () => (await shop.server.get<string>(`/v1/log/${today}`)).body.includes(other.profile))
    const loser = body.profile === profile ? other.profile : profile
    expect((await shop.server.delete(`/v1/profiles/${loser}`)).body).toEqual({ profile: loser, erased: true })
    await edge.runtime.scheduled()
    await until(() => placesOf(canary, edge.statePath).length === 0)
    const members = [profile, other.profile]
    await dropNews(members)
    for (const member of members) {
      expect(await isKnown(shop, member)).toBe(false)
      expect(placesOf(member, edge.statePath).filter((place) => !TOMBSTONE.test(place))).toEqual([])
    }
    expect((await other.decide({ events: [viewed('boot-3')] })).body.accepted).toBe(1)
    expect(members).not.toContain(other.profile)
  })

  test('and parted again, the erasure of one takes nothing of the other, and leaves nothing with it', async () => {
    const canary = 'canary4e8f1a'
    const [gone, stays] = [new Visitor(shop), new Visitor(shop)]
    await gone.decide({ events: [viewed('boot-1', { properties: { product_id: 'boot-1', note: canary } })] })
    await stays.view('boot-2')
    const { body } = await merge(shop, { profile: gone.profile }, { profile: stays.profile })
    await gone.decide({ events: [viewed('boot-3', { properties: { product_id: 'boot-3', note: canary } })] })
    await settled(shop, body.profile)
    await split(shop, body.profile, body.edge)
    await shop.server.delete(`/v1/profiles/${gone.profile}`)
    await edge.runtime.scheduled()
    await until(() => placesOf(canary, edge.statePath).length === 0)
    expect((await readRecord(shop, stays.profile)).state.count).toBe(2)
    expect(await isKnown(shop, gone.profile)).toBe(false)
  })
})

test('nothing else of the shop is touched by an erasure', async () => {
  const [gone, stays] = [new Visitor(shop), new Visitor(shop)]
  const orderId = 'an order both claim'
  const order = {
    type: 'track',
    event: 'Order Completed',
    properties: { order_id: orderId, total: 5, currency: 'EUR' },
  }
  for (const visitor of [gone, stays]) {
    await visitor.decide({ events: [viewed('boot-1'), order] })
    await settled(shop, visitor.profile)
  }
  await shop.server.delete(`/v1/profiles/${gone.profile}`)
  const word = { order_id: orderId, status: 'completed', total: 5, currency: 'EUR' }
  expect((await shop.server.post('/v1/orders', word)).body).toMatchObject({ confirmed: 1 })
  expect((await readRecord(shop, stays.profile)).view.features.orders.verified).toBe(1)
})

describe('after an erasure', () => {
  const HOUR = 3_600_000
  const at = (time: number) => new Date(time).toISOString()

  test('a browser starts anew, and what waited in it from before is not kept', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1', 'boot-2')
    const erased = visitor.profile
    await shop.server.delete(`/v1/profiles/${erased}`)
    const late = viewed('boot-3', { timestamp: at(Date.now() - HOUR) })
    const { body } = await visitor.decide({ events: [late, viewed('shirt-1')], placements: ['recent'] })
    expect(body).toMatchObject({ accepted: 1, withheld: 1 })
    expect(itemsOf(body.blocks.recent)).toEqual(['shirt-1'])
    expect(visitor.profile).not.toBe(erased)
    expect(await isKnown(shop, erased)).toBe(false)
  })

  test('requests that a browser sends at once, also while it is erased, meet in one new person', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    const { cookie, profile: erased } = visitor
    const decides = async (count: number) => {
      const browsers = Array.from({ length: count }, () => new Visitor(shop, cookie))
      await Promise.all(browsers.map((browser) => browser.decide({ events: [viewed('boot-2')] })))
      return new Set(browsers.map(({ profile }) => profile))
    }
    await shop.server.delete(`/v1/profiles/${erased}`)
    const people = new Set([...(await decides(6)), ...(await decides(2))])
    expect(people.size).toBe(1)
    expect(people).not.toContain(erased)
    expect((await readRecord(shop, [...people][0]!)).view.features.session.count).toBe(1)
    expect(await isKnown(shop, erased)).toBe(false)
  })

  test('a customer starts anew, and what comes late from before is not kept, however late', async () => {
    const userId = 'returns later'
    const send = (...times: number[]) =>
      shop.server.post('/v1/batch', {
        batch: times.map((time) => viewed('boot-1', { userId, timestamp: at(time) })),
        consent: ALL_CONSENT,
      })
    await send(Date.now() - HOUR)
    const { profile } = await readRecord(shop, `user_id/${userId}`)
    await shop.server.delete(`/v1/profiles/${profile}`)
    expect((await send(Date.now() - HOUR)).body).toMatchObject({ accepted: 0, withheld: 1 })
    expect(await isKnown(shop, `user_id/${userId}`)).toBe(false)
    expect((await send(Date.now() - HOUR, Date.now())).body).toMatchObject({ accepted: 1, withheld: 1 })
    // There is somebody new now; that does not open the door for what is old.
    expect((await send(Date.now() - HOUR)).body).toMatchObject({ accepted: 0, withheld: 1 })
    const again = await readRecord(shop, `user_id/${userId}`)
    expect(again.profile).not.toBe(profile)
    expect(again.view.features.session.count).toBe(1)
  })

  test.each(['around the events', 'with a proof'])('an id that was stated %s leads nowhere', async (how) => {
    const userId = `stated ${how}`
    const visitor = new Visitor(shop)
    if (how === 'with a proof')
      await visitor.decide({ userId, proof: proofOf(shop, userId), events: [viewed('boot-1')] })
    else await shop.server.post('/v1/decide', { userId, events: [viewed('boot-1')], consent: ALL_CONSENT })
    const { profile } = await readRecord(shop, `user_id/${userId}`)
    await shop.server.delete(`/v1/profiles/${profile}`)
    // A copy may have caught a database while its log is worked in.
    await until(() => !placesOf(profile, edge.statePath).some((place) => place.includes('table identifiers')))
    await shop.server.post('/v1/decide', { userId, events: [viewed('boot-2')], consent: ALL_CONSENT })
    expect((await readRecord(shop, `user_id/${userId}`)).profile).not.toBe(profile)
  })

  test('a thousand late events bring nobody back', async () => {
    const userId = messageId()
    const known = await shop.server.post('/v1/batch', {
      userId,
      batch: [viewed('boot-1')],
      consent: ALL_CONSENT,
    })
    expect(known.status).toBe(200)
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    const { profile } = await readRecord(shop, `user_id/${userId}`)
    const person = { cookie: visitor.cookie, profile: visitor.profile }
    for (const each of [profile, person.profile])
      await shop.server.post('/v1/privacy/erase', { profile: each })
    const past = () => viewed('boot-2', { timestamp: at(Date.now() - HOUR) })
    for (let sent = 0; sent < 1000; sent += 100) {
      const batch = Array.from({ length: 50 }, past)
      const [byId, byProfile] = await Promise.all([
        shop.server.post('/v1/batch', { userId, batch, consent: ALL_CONSENT }),
        new Visitor(shop, person.cookie).post('/v1/batch', { batch }),
      ])
      for (const { body } of [byId, byProfile]) expect(body).toMatchObject({ accepted: 0, withheld: 50 })
    }
    for (const whom of [`user_id/${userId}`, profile, person.profile])
      expect(await isKnown(shop, whom)).toBe(false)
    expect(await eventsOf(shop, person.profile)).toEqual([])
  })

  test('a claimed id, whose profile is named by it, stays closed', async () => {
    const anonymousId = 'comes back'
    const send = (event: object) => new Visitor(shop).decide({ anonymousId, events: [event] }, FROM_ELSEWHERE)
    await send(viewed('boot-1'))
    const { profile } = await readRecord(shop, `anonymous_id/${anonymousId}`)
    await shop.server.delete(`/v1/profiles/${profile}`)
    expect((await send(viewed('boot-2'))).body).toMatchObject({ accepted: 0, withheld: 1 })
    expect(await isKnown(shop, `anonymous_id/${anonymousId}`)).toBe(false)
  })
})

test('what a person is entitled to see is all there: given, observed and derived', async () => {
  const visitor = new Visitor(shop)
  const identify = { type: 'identify', messageId: 'given', traits: { email: 'ada@example.com' } }
  const view = viewed('boot-1')
  await visitor.decide({ userId: 'ada', proof: proofOf(shop, 'ada') })
  await visitor.post('/v1/batch', { batch: [identify, view], userId: 'ada', proof: proofOf(shop, 'ada') })
  const raws = (await eventsOf(shop, visitor.profile)).map(({ raw }) => JSON.parse(raw))
  expect(raws).toContainEqual(identify)
  expect(raws).toContainEqual(view)
  expect(raws).toContainEqual(
    expect.objectContaining({ type: 'consent', properties: expect.objectContaining(ALL_CONSENT) }),
  )
  const { view: derived } = await readRecord(shop, visitor.profile)
  expect(derived).toMatchObject({
    consent: 1 + 2 + 4 + 128,
    segments: [],
    traits: { email: 'ada@example.com' },
    features: { recently_viewed: [{ productId: 'boot-1' }], session: { count: 1 }, orders: { count: 0 } },
  })
})

/** Where the news of an erasure waits, once it could not be delivered. */
async function letterKey(receipt: string): Promise<string | undefined> {
  const blobs = await edge.runtime.blobs()
  const { objects } = await blobs.list({ prefix: 'webhooks-dead/' })
  const name = createHash('sha256').update(`mailer.${receipt}`).digest('hex')
  return objects.map(({ key }) => key).find((key) => key.includes(name))
}

/** Takes away what says whom to forget, once it says so of all of these. */
async function dropNews(profiles: readonly string[]): Promise<void> {
  const blobs = await edge.runtime.blobs()
  const news = async () => {
    const { objects } = await blobs.list({ prefix: 'webhooks-dead/' })
    const texts = await Promise.all(
      objects.map(async ({ key }) => [key, await (await blobs.get(key))?.text()]),
    )
    return texts.filter(
      ([, text]) => text?.includes('privacy.erased') && profiles.some((id) => text.includes(id)),
    )
  }
  await until(async () => (await news()).length === profiles.length)
  for (const [key] of await news()) await blobs.delete(key!)
}

async function letterOf(receipt: string): Promise<string | undefined> {
  const key = await until(() => letterKey(receipt))
  return (await (await edge.runtime.blobs()).get(key))?.text()
}

/** Somebody in whose every field the canary sings; answers the profile. */
async function personFullOf(canary: string): Promise<string> {
  const visitor = new Visitor(shop)
  const userId = `${canary}-user`
  const login = { userId, proof: proofOf(shop, userId) }
  const consent = { ...ALL_CONSENT, record: { id: canary, tcString: canary, version: canary } }
  const context = {
    ip: canary,
    userAgent: `Mozilla/5.0 (${canary})`,
    page: { url: `https://shop.example/?email=${canary}@example.com`, title: canary, referrer: canary },
    campaign: { name: canary },
  }
  const track = (event: string, properties: object) => ({
    type: 'track',
    event,
    messageId: `${canary}-${Math.random()}`,
    context,
    properties: { note: canary, [canary]: 1, ...properties },
  })
  const products = [{ product_id: 'boot-1', name: canary, variant: canary, price: 10, quantity: 1 }]
  const order = { order_id: `${canary}-order`, total: 10, currency: 'EUR', products, coupon: canary }
  const early = { ...order, order_id: `${canary}-early` }
  const doubtful = { ...order, order_id: `${canary}-doubtful` }
  const traits = { email: `${canary}@example.com`, name: canary, address: { city: canary } }
  const customer = { email: `${canary}@example.com` }
  const spoken = await shop.server.post('/v1/orders', { ...early, status: 'completed', customer })
  expect(spoken.body).toMatchObject({ waiting: 1 })
  await visitor.decide({ ...login, consent, events: [viewed('boot-1'), viewed('boot-2')] })
  await visitor.post('/v1/batch', {
    ...login,
    consent,
    batch: [
      { type: 'identify', userId, traits },
      track('Product Viewed', { product_id: 'boot-1', brand: canary, category: canary }),
      track(`${canary} event`, {}),
      track('Products Searched', { query: canary }),
      track('Order Completed', order),
      track('Order Completed', doubtful),
      track('Order Completed', early),
    ],
  })
  await visitor.decide({ placements: Object.keys(CONFIG.placements), page: { url: canary, query: canary } })
  await settled(shop, visitor.profile)
  const word = { ...order, status: 'completed', customer }
  const orders = [word, { ...word, status: 'refunded' }, { ...word, ...doubtful, total: 11 }]
  const { body } = await shop.server.post('/v1/orders', { orders })
  expect(body).toMatchObject({ confirmed: 2, waiting: 1, invalid: [] })
  return visitor.profile
}
