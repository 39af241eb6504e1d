import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { proofOf } from './proofs.ts'
import { isKnown, readRecord } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const SETUP = {
  origins: ['https://shop.example'],
  country: 'IT',
  identifiers: {
    user_id: { block: ['kiosk-*'] },
    anonymous_id: { block: ['till-*'] },
    customer_id: { unique: true },
    email: { block: ['*@office.example'], ignore: { dots: ['gmail.com'], tags: ['gmail.com'] } },
  },
  proofs: { keys: [{ ...EC.publicKey.export({ format: 'jwk' }), kid: 'e1' }], longest: '1h' },
}

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
  const { status, body } = await shop.server.put('/v1/setup', SETUP, { 'if-none-match': '*' })
  expect(status, JSON.stringify(body)).toBe(200)
  await until(async () => (await shop.server.get('/v1/profiles/by/customer_id/1')).status === 404)
})

const order = (more: object) => ({
  order_id: randomUUID(),
  status: 'completed',
  currency: 'EUR',
  total: 50,
  ...more,
})
const place = async (more: object, at = shop) => {
  const { status, body } = await at.server.post<{ confirmed: number }>('/v1/orders', {
    orders: [order(more)],
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const find = (type: string, value: string, at = shop) =>
  at.server.get<{ profile: string; code: string; detail: string }>(
    `/v1/profiles/by/${type}/${encodeURIComponent(value)}`,
  )
const profileBy = async (type: string, value: string) => (await find(type, value)).body.profile

describe('a guest’s orders are one person’s however the address or number is written', () => {
  test.each([
    ['email', 'Guest.One@Example.com', ' guest.one@example.COM '],
    ['email', 'guest@bücher.example', 'guest@xn--bcher-kva.example'],
    ['email', 'gu.est+shoes@gmail.com', 'guest+bags@gmail.com'],
    ['phone', '333 123 4567', '+39 333-1234567'],
    ['phone', '0048 601 234 567', '+48601234567'],
    ['customer_id', ' C-1001 ', 'C-1001'],
  ])('%s: %s and %s', async (type, one, other) => {
    for (const value of [one, other]) expect(await place({ [type]: value })).toMatchObject({ confirmed: 1 })
    const profile = await profileBy(type, one)
    expect(profile).toMatch(/^p_/)
    expect(await profileBy(type, other)).toBe(profile)
    expect((await readRecord(shop, profile)).state.count).toBe(2)
  })

  test.each([
    ['a homoglyph', 'email', 'bob@shoes.example', 'bοb@shoes.example'],
    ['a dot elsewhere', 'email', 'd.ora@example.com', 'dora@example.com'],
    ['a tag elsewhere', 'email', 'eve@example.com', 'eve+x@example.com'],
    ['another country', 'phone', '601 234 567', '+48 601 234 567'],
    ['case of an id', 'customer_id', 'x-7', 'X-7'],
  ])('but not with %s', async (_what, type, one, other) => {
    for (const value of [one, other]) await place({ [type]: value })
    expect(await profileBy(type, one)).not.toBe(await profileBy(type, other))
  })

  test('a value is of its type: an address as a user id is somebody else', async () => {
    await place({ email: 'frida@example.com' })
    await place({ userId: 'frida@example.com' })
    expect(await profileBy('email', 'frida@example.com')).not.toBe(
      await profileBy('user_id', 'frida@example.com'),
    )
  })

  test('the strongest identifier says whose it is', async () => {
    await place({ customer_id: 'C-5' })
    await place({ email: 'gina@example.com', customer_id: 'C-5' })
    expect(await isKnown(shop, 'email/gina@example.com')).toBe(false)
    expect((await readRecord(shop, 'customer_id/C-5')).state.count).toBe(2)
  })

  test('what was sent stays as it was sent', async () => {
    const email = 'Hanna.Mu\u0308ller@Example.COM'
    await place({ email })
    const profile = await profileBy('email', email.normalize('NFC'))
    const { body } = await shop.server.get<{ events: { raw: string }[] }>(`/v1/profiles/${profile}/events`)
    expect(body.events[0]!.raw).toContain(JSON.stringify(email).slice(1, -1))
  })
})

describe('nobody is known by', () => {
  test.each([
    ['user_id', ' NULL '],
    ['user_id', 'Kiosk-3'],
    ['user_id', 'nu\u200bll'],
    ['email', 'Test@Test.com'],
    ['email', 'ANNA@office.example'],
    ['phone', '000 0000000'],
    ['phone', '+39 333 3333333'],
    ['customer_id', '0000'],
  ])('%s %j, not even by the server’s word', async (type, value) => {
    const field = type === 'user_id' ? 'userId' : type
    for (let n = 0; n < 2; n++)
      expect(await place({ [field]: value })).toMatchObject({ confirmed: 0, waiting: 1 })
    expect(await find(type, value)).toMatchObject({ status: 400, body: { code: 'invalid-identifier' } })
  })

  test('a blocked id from browsers: each is somebody', async () => {
    const browsers = [new Visitor(shop), new Visitor(shop)]
    for (const browser of browsers)
      await browser.decide({ anonymousId: ' TILL-1 ', events: [viewed('boot-1', { userId: 'KIOSK-1' })] })
    expect(browsers[0]!.profile).not.toBe(browsers[1]!.profile)
  })

  test.each([
    ['email', 'ada', /e-mail/],
    ['phone', '12', /phone/],
  ])('%s %s, and the reason is told', async (type, value, reason) => {
    const { status, body } = await find(type, value)
    expect({ status, detail: body.detail }).toEqual({ status: 400, detail: expect.stringMatching(reason) })
  })

  test('a type the shop does not have; those it has are named', async () => {
    const { status, body } = await find('passport', '1')
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid-type', detail: expect.stringContaining('customer_id') })
  })

  test('another shop’s identifiers', async () => {
    const other = await furnishedShop(edge)
    await place({ email: 'iris@example.com' })
    expect((await find('email', 'iris@example.com', other)).status).toBe(404)
    expect((await find('customer_id', 'C-1001', other)).body.code).toBe('invalid-type')
  })
})

test('a person erased is not brought back by an earlier order under another spelling', async () => {
  await place({ email: 'jo.e@gmail.com' })
  const profile = await profileBy('email', 'jo.e@gmail.com')
  await shop.server.delete(`/v1/profiles/${profile}`)
  expect(await place({ email: 'joe+late@gmail.com', at: '2026-01-01T00:00:00Z' })).toMatchObject({
    withheld: 1,
  })
})

describe('a proof by the shop’s own key', () => {
  const jwt = (claims: object = {}, header: object = {}) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.floor(Date.now() / 1000) + 600
    const signed = `${part({ alg: 'ES256', kid: 'e1', ...header })}.${part({ sub: 'kim', aud: shop.id, exp, ...claims })}`
    const key = { key: EC.privateKey, dsaEncoding: 'ieee-p1363' } as const
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
  }

  test('logs in', async () => {
    const visitor = new Visitor(shop)
    expect((await visitor.decide({ userId: 'kim', proof: jwt() })).status).toBe(200)
    expect((await readRecord(shop, 'user_id/kim')).profile).toBe(visitor.profile)
  })

  test.each<[string, () => string]>([
    ['without algorithm', () => jwt({}, { alg: 'none' })],
    ['for another shop', () => jwt({ aud: 'hats' })],
    ['expired', () => jwt({ exp: 1 })],
    ['for longer than the setup allows', () => jwt({ exp: Math.floor(Date.now() / 1000) + 7200 })],
    ['for somebody else', () => jwt({ sub: 'lea' })],
    ['for a placeholder', () => jwt({ sub: 'null' })],
    ['for what the shop blocks', () => jwt({ sub: 'kiosk-9' })],
    ['by a key there is not', () => jwt({}, { kid: 'e2' })],
  ])('%s is 401, and nothing is stored', async (_what, proof) => {
    const visitor = new Visitor(shop)
    const answer = await visitor.decide({ userId: 'lio', proof: proof(), events: [viewed('boot-1')] })
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid-proof' } })
    expect(visitor.cookie).toBeUndefined()
    expect(await isKnown(shop, 'user_id/lio')).toBe(false)
  })

  test('is worth nothing in another shop', async () => {
    const other = await furnishedShop(edge)
    const proof = jwt({ aud: [shop.id, other.id] })
    expect((await new Visitor(other).decide({ userId: 'kim', proof })).status).toBe(401)
  })
})

describe('the identity secret', () => {
  interface Made {
    id: string
    identitySecret: string
    secrets: { id: string; retiresAt?: number }[]
  }

  test('is replaced without anybody being logged out, and shown once', async () => {
    const mine = await furnishedShop(edge)
    const made = await mine.server.post<Made>('/v1/identity-secrets', { retireAfter: '24h' })
    expect(made).toMatchObject({ status: 201, body: { id: 'k2', secrets: [{ id: 'k1' }, { id: 'k2' }] } })
    expect(made.body.secrets[0]!.retiresAt).toBeGreaterThan(Date.now())
    const fresh = { ...mine, identitySecret: made.body.identitySecret }
    const logIn = async (by: TestShop) =>
      (await new Visitor(mine).decide({ userId: 'mia', proof: proofOf(by, 'mia') })).status
    await until(async () => (await logIn(fresh)) === 200)
    expect(await logIn(mine)).toBe(200)
    const listed = await mine.server.get('/v1/identity-secrets')
    expect(JSON.stringify(listed.body)).not.toMatch(/is_/)
    expect((await mine.server.delete('/v1/identity-secrets/k1')).status).toBe(200)
    await until(async () => (await logIn(mine)) === 401)
    expect(await logIn(fresh)).toBe(200)
  })

  test.each<[string, (at: TestShop) => Promise<{ status: number }>, number]>([
    ['is listed to the public key', (at) => at.browser.get('/v1/identity-secrets'), 403],
    ['is made by the public key', (at) => at.browser.post('/v1/identity-secrets', {}), 403],
    ['is taken away by the public key', (at) => at.browser.delete('/v1/identity-secrets/k1'), 403],
    ['is taken away while in use', (at) => at.server.delete('/v1/identity-secrets/k1'), 404],
    ['is taken away that is not', (at) => at.server.delete('/v1/identity-secrets/k9'), 404],
    [
      'retires after no time at all',
      (at) => at.server.post('/v1/identity-secrets', { retireAfter: 'soon' }),
      400,
    ],
    ['retires in a year', (at) => at.server.post('/v1/identity-secrets', { retireAfter: '1y' }), 400],
  ])('never %s', async (_what, ask, status) => {
    const mine = await furnishedShop(edge)
    expect((await ask(mine)).status).toBe(status)
  })

  test('holds four times at most', async () => {
    const mine = await furnishedShop(edge)
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) statuses.push((await mine.server.post('/v1/identity-secrets', {})).status)
    expect(statuses).toEqual([201, 201, 201, 409])
  })
})

test('events of the server that name nobody but a placeholder are nobody’s', async () => {
  const { body } = await shop.server.post('/v1/batch', {
    batch: [viewed('boot-1', { userId: 'KIOSK-4' }), viewed('boot-1', { userId: 'nora' })],
    consent: ALL_CONSENT,
  })
  expect(body).toMatchObject({ accepted: 1, withheld: 1 })
})
