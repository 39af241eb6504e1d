import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { secretOfEachShop, type TestShop, useEdge } from './harness.ts'
import { Receiver } from './receiver.ts'
import { readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { Visitor, viewed } from './visitor.ts'

const SECRET = `whsec_${Buffer.from('a secret of the mailer, 32 bytes').toString('base64')}`

const FOREIGN_SECRET = `whsec_${Buffer.from('a secret of shop other, 32 bytes').toString('base64')}`

const edge = useEdge({
  settings: {
    ...secretOfEachShop('MAILER_SECRET', SECRET),
    ALLOW_LOCAL_WEBHOOKS: 'true',
    GLOBAL_SECRET: FOREIGN_SECRET,
    OTHER__FOREIGN_SECRET: FOREIGN_SECRET,
  },
})
const receiver = new Receiver()

beforeAll(() => receiver.start())
afterAll(() => receiver.stop())

/** A shop that wants to hear of its people at these paths of the receiver. */
async function listeningShop(...paths: string[]): Promise<TestShop> {
  const shop = await furnishedShop(edge)
  const sendTo = Object.fromEntries(
    paths.map((path) => [
      path.slice(1),
      { type: 'webhook', url: receiver.url(path), secret: 'env:MAILER_SECRET' },
    ]),
  )
  const setup = { origins: ['https://shop.example'], sendTo }
  expect((await shop.server.put('/v1/setup', setup, { 'if-none-match': '*' })).status).toBe(200)
  return shop
}

async function fanOf(shop: TestShop): Promise<Visitor> {
  const visitor = new Visitor(shop)
  await visitor.view('boot-1', 'boot-2')
  return visitor
}

interface Dead {
  id: string
  destination: string
  reason: string
}

const deadOf = async (shop: TestShop) =>
  (await shop.server.get<{ dead: Dead[] }>('/v1/webhooks/dead')).body.dead

const arrived = (path: string, count = 1) =>
  until(() => receiver.at(path).length >= count && receiver.at(path), { withinMs: 15_000 })

test.concurrent('who joins and leaves a segment is told, signed after Standard Webhooks', async () => {
  const shop = await listeningShop('/told')
  const visitor = await fanOf(shop)
  const [first] = await arrived('/told')
  const data = { profile: visitor.profile, segments: ['boot-fans'], joined: ['boot-fans'], left: [] }
  expect(new Webhook(SECRET).verify(first!.body, first!.headers)).toMatchObject({
    type: 'profile.updated',
    data,
  })
  expect(first!.headers['content-type']).toBe('application/json')
  expect(() => new Webhook(SECRET).verify(first!.body.replace('boot-fans', 'vip'), first!.headers)).toThrow()
  expect(() => new Webhook(`whsec_${btoa('another secret')}`).verify(first!.body, first!.headers)).toThrow()

  // What conditions rest on is for personalization.
  await visitor.decide({ consent: { analytics: true, personalization: false } })
  const [, second] = await arrived('/told', 2)
  expect(JSON.parse(second!.body)).toMatchObject({ data: { segments: [], joined: [], left: ['boot-fans'] } })
  expect(second!.headers['webhook-id']).not.toBe(first!.headers['webhook-id'])
})

test.concurrent('who does not agree to marketing is not told of, until they do', async () => {
  const shop = await listeningShop('/agreed')
  const withoutMarketing = { analytics: true, personalization: true }
  const visitor = new Visitor(shop)
  const views = [viewed('boot-1'), viewed('boot-2')]
  await visitor.decide({ events: views, consent: withoutMarketing })
  await settled(shop, visitor.profile)
  // Told of later, so whatever had been told of before would have arrived.
  const other = await fanOf(shop)
  const [first] = await arrived('/agreed')
  expect(JSON.parse(first!.body).data.profile).toBe(other.profile)

  await visitor.decide({ consent: { ...withoutMarketing, marketing: { ads: true } } })
  const [, second] = await arrived('/agreed', 2)
  expect(JSON.parse(second!.body).data).toMatchObject({ profile: visitor.profile, joined: ['boot-fans'] })
  const { profile } = visitor
  await visitor.decide({ consent: { analytics: false } })
  await settled(shop, profile)
  await fanOf(shop)
  await arrived('/agreed', 3)
  expect(receiver.at('/agreed').filter(({ body }) => body.includes(profile))).toHaveLength(1)
})

test.concurrent.each<[string, (shop: TestShop, visitor: Visitor) => Promise<unknown>]>([
  ['erased', (shop, visitor) => shop.server.delete(`/v1/profiles/${visitor.profile}`)],
  ['withdrawn', (_shop, visitor) => visitor.decide({ consent: { marketing: { ads: false } } })],
])('what waits to be told of a person is dropped once %s', async (what, change) => {
  const path = `/late-${what}`
  receiver.answers.set(path, 500)
  const shop = await listeningShop(path)
  const visitor = await fanOf(shop)
  const { profile } = visitor
  await arrived(path)
  const other = await fanOf(shop)
  const triesOf = (profile: string) =>
    receiver.at(path).filter(({ body }) => body.includes('profile.updated') && body.includes(profile)).length
  await until(() => triesOf(other.profile) > 0, { withinMs: 15_000 })
  await change(shop, visitor)
  const before = triesOf(profile)
  receiver.answers.delete(path)
  const othersBefore = triesOf(other.profile)
  await until(() => triesOf(other.profile) > othersBefore, { withinMs: 15_000 })
  // The one before would have come by then, or, as tries are spread, a second later.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(triesOf(profile)).toBe(before)
  const told = receiver.at(path).filter(({ body }) => body.includes('privacy.erased'))
  expect(told.map(({ body }) => JSON.parse(body).data.profile)).toEqual(what === 'erased' ? [profile] : [])
  expect(await deadOf(shop)).toEqual([])
})

test.concurrent('history changes segments and tells nobody; what happens afterwards is told as ever', async () => {
  const shop = await listeningShop('/history')
  const rows = ['C-1', 'C-2'].map((id) => `${id},gold,yes`)
  const mapping = encodeURIComponent('{"columns":{"Level":"trait:tier"}}')
  const body = ['Customer ID,Level,Newsletter', ...rows].join('\n')
  expect((await shop.server.post(`/v1/import?as=contacts&mapping=${mapping}`, body)).status).toBe(200)
  const { profile, view } = await readRecord(shop, 'user_id/C-1')
  expect(view.segments).toEqual(['gold'])
  await settled(shop, profile)
  await settled(shop, (await readRecord(shop, 'user_id/C-2')).profile)
  await shop.server.post('/v1/identify', { userId: 'C-1', traits: { tier: 'none' } })
  const [first] = await arrived('/history')
  expect(JSON.parse(first!.body).data).toMatchObject({ profile, joined: [], left: ['gold'] })
})

test.concurrent('nothing is told where no segment changed, and nothing of another shop', async () => {
  const [here, there] = [await listeningShop('/here'), await listeningShop('/there')]
  const stranger = new Visitor(here)
  await stranger.view('shirt-1')
  await fanOf(there)
  await arrived('/there')
  expect(receiver.at('/here')).toEqual([])
})

describe.concurrent('what does not arrive', () => {
  test.concurrent('is tried again with the id it had, and delays no other receiver', async () => {
    receiver.answers.set('/fails', 500)
    const shop = await listeningShop('/fails', '/works')
    await fanOf(shop)
    await arrived('/works')
    await arrived('/fails')
    receiver.answers.delete('/fails')
    const [first, second] = await arrived('/fails', 2)
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
    expect(second!.body).toBe(first!.body)
    expect(new Webhook(SECRET).verify(second!.body, second!.headers)).toBeTruthy()
    expect(receiver.at('/works')).toHaveLength(1)
    expect(await deadOf(shop)).toEqual([])
  })

  test.concurrent('because the receiver is gone is given up, kept, and sent again when the shop says so', async () => {
    receiver.answers.set('/gone', 410)
    const shop = await listeningShop('/gone')
    await fanOf(shop)
    const [refused] = await arrived('/gone')
    const [dead] = await until(async () => {
      const found = await deadOf(shop)
      return found.length > 0 && found
    })
    expect(dead).toMatchObject({
      id: refused!.headers['webhook-id'],
      destination: 'gone',
      reason: 'answered 410',
    })
    // Whoever is gone is told nothing more.
    const other = new Visitor(shop)
    await other.view('boot-1', 'boot-2')
    await settled(shop, other.profile)

    receiver.answers.delete('/gone')
    expect((await shop.server.post('/v1/webhooks/replay?destination=other', {})).body).toEqual({
      replayed: 0,
    })
    expect((await shop.server.post('/v1/webhooks/replay?destination=gone', {})).body).toEqual({ replayed: 1 })
    const [, again] = await arrived('/gone', 2)
    expect(again!.headers['webhook-id']).toBe(refused!.headers['webhook-id'])
    expect(await deadOf(shop)).toEqual([])
  })

  test.concurrent('because it was sent elsewhere is never followed', async () => {
    receiver.answers.set('/moved', 302)
    await fanOf(await listeningShop('/moved'))
    await arrived('/moved')
    receiver.answers.delete('/moved')
    await arrived('/moved', 2)
    expect(receiver.at('/elsewhere')).toEqual([])
  })
})

describe.concurrent('an address inside', () => {
  test.concurrent.each([
    'http://127.0.0.1:80@evil.example/',
    'ftp://mailer.example/',
    'http://mailer.shop.com/',
    'http://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::ffff:10.0.0.1]/',
    'https://mailer.shop.com:8443/',
    'http://[::1]:8080/',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('%s is refused by the setup', async (url) => {
    const shop = await edge.createShop()
    const setup = { sendTo: { a: { type: 'webhook', url, secret: 'env:MAILER_SECRET' } } }
    const { status, body } = await shop.server.put('/v1/setup', setup, { 'if-none-match': '*' })
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer: '/sendTo/a/url' }] } })
  })
})

test.concurrent('only the shop’s own secrets sign what it is sent', async () => {
  const shop = await furnishedShop(edge)
  const foreign = ['COOKIE_SECRET', 'GLOBAL_SECRET', 'FOREIGN_SECRET']
  const sendTo = Object.fromEntries(
    [...foreign, 'MAILER_SECRET'].map((name, index) => [
      `own${index}`,
      { type: 'webhook', url: receiver.url(`/own/${name}`), secret: `env:${name}` },
    ]),
  )
  await shop.server.put('/v1/setup', { sendTo, origins: ['https://shop.example'] }, { 'if-none-match': '*' })
  await fanOf(shop)
  await arrived('/own/MAILER_SECRET')
  for (const name of foreign) expect(receiver.at(`/own/${name}`)).toEqual([])
})

test.concurrent('a setup cannot name a variable of another shop', async () => {
  const shop = await edge.createShop()
  const url = 'https://hooks.scarpe-bianchi.it/in'
  const sendTo = { a: { type: 'webhook', url, secret: 'env:OTHER__FOREIGN_SECRET' } }
  const { status, body } = await shop.server.put('/v1/setup', { sendTo }, { 'if-none-match': '*' })
  expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer: '/sendTo/a/secret' }] } })
})
