import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { jwtOf, proofOf } from './proofs.ts'
import { eventsOf, isKnown, readRecord } from './stored.ts'
import { ALL_CONSENT, FROM_ELSEWHERE, FROM_SHOP, itemsOf, Visitor, viewed } from './visitor.ts'

const edge = useEdge()
const PERSONAL = ['recent', 'taste', 'fans']

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

describe('the handle', () => {
  test('is a cookie that scripts, other sites and plain HTTP do not get', async () => {
    const { headers } = await new Visitor(shop).view('boot-1')
    const [cookie = ''] = headers.getSetCookie()
    const [pair, ...attributes] = cookie.split('; ')
    expect(pair).toMatch(new RegExp(`^vicino_${shop.id}=v1\\.b:[0-9a-f]{32}\\.p_[0-9a-f]{32}\\.[\\w-]{43}$`))
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=34128000', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  test('is given once, and reads what it appended', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1', 'boot-2')
    const { headers, body } = await visitor.decide({ placements: PERSONAL })
    expect(headers.getSetCookie()).toEqual([])
    expect(itemsOf(body.blocks.recent)).toEqual(['boot-2', 'boot-1'])
  })

  test('comes back to a browser whose first answer was lost', async () => {
    const first = { events: [viewed('boot-1', { messageId: randomUUID() })] }
    const [lost, retried] = [new Visitor(shop), new Visitor(shop)]
    await lost.decide(first)
    const { body } = await retried.decide(first)
    expect(retried.cookie).toBe(lost.cookie)
    expect(body).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  test('of somebody else cannot be had with the id of their first message', async () => {
    const first = viewed('boot-1', { messageId: randomUUID() })
    const [victim, attacker] = [new Visitor(shop), new Visitor(shop)]
    await victim.decide({ events: [first] })
    await victim.view('boot-2')
    const { body } = await attacker.decide({ events: [first], placements: PERSONAL })
    expect(attacker.profile).not.toBe(victim.profile)
    expect(itemsOf(body.blocks.recent)).not.toContain('boot-2')
  })

  test.each([
    ['that can be guessed', 'seed-1'],
    ['of a first message', randomUUID()],
  ])('is not handed out again for an id %s, with another body', async (_what, messageId) => {
    const [victim, attacker] = [new Visitor(shop), new Visitor(shop)]
    await victim.decide({ events: [viewed('boot-1', { messageId })] })
    const { body } = await attacker.decide({
      events: [viewed('shirt-1', { messageId })],
      placements: PERSONAL,
    })
    expect(attacker.profile).not.toBe(victim.profile)
    expect(itemsOf(body.blocks.recent)).not.toContain('boot-1')
    expect((await readRecord(shop, victim.profile)).state.count).toBe(2)
  })

  test.each([
    ['a changed signature', (value: string) => flipLast(value)],
    ['another profile', (value: string) => value.replace(/\.p_[0-9a-f]{32}\./, `.p_${'0'.repeat(32)}.`)],
    ['another source', (value: string) => value.replace(/b:[0-9a-f]{32}/, `b:${'1'.repeat(32)}`)],
    ['no signature', (value: string) => value.replace(/\.[\w-]{43}$/, '')],
    ['a profile id alone', (value: string) => /p_[0-9a-f]{32}/.exec(value)![0]],
    ['script in it', () => '<script>alert(1)</script>'],
    ['nothing', () => ''],
  ])('with %s is a new visitor', async (_what, tamper) => {
    const victim = new Visitor(shop)
    await victim.view('boot-1', 'boot-2')
    const attacker = new Visitor(
      shop,
      tamper(victim.cookie!.split('=', 2)[1]!).replace(/^/, `vicino_${shop.id}=`),
    )
    const { status, body } = await attacker.decide({ events: [viewed('shirt-1')], placements: PERSONAL })
    expect(status).toBe(200)
    expect(itemsOf(body.blocks.recent)).toEqual(['shirt-1'])
    expect(attacker.profile).not.toBe(victim.profile)
    expect(await eventsOf(shop, victim.profile)).toHaveLength(3)
  })

  test('of another shop is worth nothing, under its own name or under this one', async () => {
    const other = await furnishedShop(edge)
    const visitor = new Visitor(other)
    await visitor.view('boot-1', 'boot-2')
    for (const cookie of [visitor.cookie!, visitor.cookie!.replace(other.id, shop.id)]) {
      const here = new Visitor(shop, cookie)
      expect(await here.sees(...PERSONAL)).toEqual([])
      expect(here.profile).not.toBe(visitor.profile)
    }
  })
})

describe('an id from a browser is a claim', () => {
  test.each([
    ['anonymousId', 'anon-7', 'anonymous_id/anon-7'],
    ['userId', 'user-7', 'user_id/user-7'],
  ])('%s appends and reads nothing', async (key, id, whom) => {
    await shop.server.post('/v1/batch', {
      batch: [viewed('boot-1'), viewed('boot-2')].map((event) => ({ ...event, [key]: id })),
      consent: ALL_CONSENT,
    })
    expect((await readRecord(shop, whom)).view.features.recently_viewed).toHaveLength(2)
    const stranger = new Visitor(shop)
    const known = await stranger.decide({ [key]: id, placements: PERSONAL }, FROM_ELSEWHERE)
    const unknown = await new Visitor(shop).decide(
      { [key]: `${id}-nobody`, placements: PERSONAL },
      FROM_ELSEWHERE,
    )
    expect(known.body).toEqual(unknown.body)
    expect(known.body.blocks).toEqual({})
  })

  test('claimed events never reach the person who is known by the id', async () => {
    await shop.server.post('/v1/identify', {
      userId: 'victim',
      traits: { tier: 'gold' },
      consent: ALL_CONSENT,
    })
    const before = await readRecord(shop, 'user_id/victim')
    for (const headers of [FROM_SHOP, FROM_ELSEWHERE, {}]) {
      const attacker = new Visitor(shop)
      const claim = { userId: 'victim', traits: { tier: 'none', email: 'mallory@example.org' } }
      expect((await attacker.post('/v1/identify', claim, headers)).status).toBe(200)
      await attacker.decide({ userId: 'victim', events: [viewed('boot-1', { userId: 'victim' })] }, headers)
    }
    expect(await readRecord(shop, 'user_id/victim')).toEqual(before)
  })

  test('a browser that states traits of itself has them apart, and no segment believes them', async () => {
    const visitor = new Visitor(shop)
    await visitor.post('/v1/identify', { traits: { tier: 'gold' } })
    const { view } = await readRecord(shop, visitor.profile)
    expect(view.traits).toEqual({})
    expect(view.features.claims).toEqual({ tier: 'gold' })
    expect(view.segments).not.toContain('gold')
  })

  test('a profile id in the body is for the secret key only', async () => {
    const victim = new Visitor(shop)
    await victim.view('boot-1', 'boot-2')
    const question = { profile: victim.profile, placements: ['recent'], consent: ALL_CONSENT }
    const asBrowser = await new Visitor(shop).decide(question)
    expect(asBrowser.body.blocks).toEqual({})
    const asServer = await shop.server.post<typeof asBrowser.body>('/v1/decide', question)
    expect(itemsOf(asServer.body.blocks.recent)).toEqual(['boot-2', 'boot-1'])
  })
})

describe('a proof', () => {
  const other = { id: 'another-shop' }
  test.each<[string, (shop: TestShop) => unknown]>([
    ['signed with another secret', (to) => proofOf(to, 'eve', { secret: 'is_guessed' })],
    ['signed with the public key', (to) => proofOf(to, 'eve', { secret: to.publicKey })],
    ['signed with nothing', (to) => proofOf(to, 'eve', { secret: '' })],
    ['that has expired', (to) => proofOf(to, 'eve', { expiry: Math.floor(Date.now() / 1000) - 1 })],
    ['whose expiry was moved', (to) => proofOf(to, 'eve').replace(/\d+/, (expiry) => String(+expiry + 60))],
    ['for another user', (to) => proofOf(to, 'bob')],
    ['for another shop', (to) => proofOf({ ...to, ...other }, 'eve')],
    ['that is a JWT without an algorithm', (to) => jwtOf(to, 'eve', { header: { alg: 'none' } })],
    ['that is a JWT for another user', (to) => jwtOf(to, 'bob')],
    ['that is a JWT for another shop', (to) => jwtOf(to, 'eve', { claims: { aud: 'another-shop' } })],
    ['that is an expired JWT', (to) => jwtOf(to, 'eve', { claims: { exp: 1 } })],
    ['that is a JWT without an expiry', (to) => jwtOf(to, 'eve', { claims: { exp: null } })],
    ['that is a number', () => 7],
    ['that is empty', () => ''],
  ])('%s is refused', async (_what, forge) => {
    const visitor = new Visitor(shop)
    const answer = await visitor.decide({ userId: 'eve', proof: forge(shop), events: [viewed('boot-1')] })
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid-proof' } })
    expect(visitor.cookie).toBeUndefined()
    expect(await isKnown(shop, 'user_id/eve')).toBe(false)
  })

  test.each([
    ['ours', proofOf],
    ['a JWT', jwtOf],
  ])('%s joins a second device to the first, and both read', async (what, prove) => {
    const userId = `ada ${what}`
    const [laptop, phone] = [new Visitor(shop), new Visitor(shop)]
    await laptop.view('boot-1')
    await laptop.decide({ userId, proof: prove(shop, userId) })
    await phone.view('shirt-1')
    const { body } = await phone.decide({ userId, proof: prove(shop, userId), placements: ['recent'] })
    expect(itemsOf(body.blocks.recent)).toEqual(['shirt-1', 'boot-1'])
    expect(await laptop.sees('recent')).toEqual(['recent'])
    const { profile } = await readRecord(shop, `user_id/${userId}`)
    for (const device of [phone, laptop])
      expect((await readRecord(shop, device.profile)).profile).toBe(profile)
  })

  test('alone, without the handle, reads nothing', async () => {
    await shop.server.post('/v1/batch', {
      batch: [viewed('boot-1', { userId: 'ida' }), viewed('boot-2', { userId: 'ida' })],
      consent: ALL_CONSENT,
    })
    const question = { userId: 'ida', proof: proofOf(shop, 'ida'), placements: PERSONAL }
    const abroad = await new Visitor(shop).decide(question, FROM_ELSEWHERE)
    expect(abroad.body.blocks).toEqual({})
    expect(abroad.headers.getSetCookie()).toEqual([])
    const claiming = await new Visitor(shop).decide({
      ...question,
      events: [viewed('shirt-1', { anonymousId: 'somebody' })],
    })
    expect(claiming.body.blocks).toEqual({})
  })

  test('of a second person on a shared device starts another person', async () => {
    const device = new Visitor(shop)
    await device.view('boot-1')
    await device.decide({ userId: 'anna', proof: proofOf(shop, 'anna') })
    const anna = device.profile
    await device.decide({ userId: 'bert', proof: proofOf(shop, 'bert'), events: [viewed('shirt-1')] })
    const bert = device.profile
    expect(bert).not.toBe(anna)
    expect((await readRecord(shop, 'user_id/anna')).profile).toBe(anna)
    expect((await readRecord(shop, 'user_id/bert')).profile).toBe(bert)
    const products = async (profile: string) =>
      (await readRecord(shop, profile)).view.features.recently_viewed.map(({ productId }) => productId)
    expect(await products(anna)).toEqual(['boot-1'])
    expect(await products(bert)).toEqual(['shirt-1'])
  })
})

describe('joining two people', () => {
  test.each([
    ['/v1/alias', FROM_SHOP],
    ['/v1/a', FROM_SHOP],
    ['/v1/alias', FROM_ELSEWHERE],
    ['/v1/batch', FROM_SHOP],
  ])(
    'by a browser at %s is only a claim: it is kept, and changes and shows nothing',
    async (path, headers) => {
      await shop.server.post('/v1/batch', {
        batch: [viewed('boot-1', { userId: 'victim' }), viewed('boot-2', { userId: 'victim' })],
        consent: ALL_CONSENT,
      })
      const before = await readRecord(shop, 'user_id/victim')
      const attacker = new Visitor(shop)
      const alias = { type: 'alias', previousId: 'victim', userId: 'me', messageId: randomUUID() }
      const answer = await attacker.post(path, path === '/v1/batch' ? { batch: [alias] } : alias, headers)
      expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } })
      const { body } = await attacker.decide({ userId: 'me', placements: PERSONAL }, headers)
      expect(body.blocks).toEqual({})
      expect(await readRecord(shop, 'user_id/victim')).toEqual(before)
      expect(await isKnown(shop, 'user_id/me')).toBe(false)
    },
  )

  test('by a browser with a proof for one of two ids logs in as that, and the other stays who it was', async () => {
    await shop.server.post('/v1/track', { ...viewed('boot-1'), userId: 'previous', consent: ALL_CONSENT })
    const before = await readRecord(shop, 'user_id/previous')
    const visitor = new Visitor(shop)
    const alias = { previousId: 'previous', userId: 'proved', proof: proofOf(shop, 'proved') }
    expect((await visitor.post('/v1/alias', alias)).status).toBe(200)
    expect((await readRecord(shop, 'user_id/proved')).profile).toBe(visitor.profile)
    expect(await readRecord(shop, 'user_id/previous')).toEqual(before)
  })
})

describe('a page of another site', () => {
  test('gets no handle, appends under its claim only, and reads nothing', async () => {
    const visitor = new Visitor(shop)
    const body = {
      anonymousId: 'abroad-1',
      events: [viewed('boot-1'), viewed('boot-2')],
      placements: PERSONAL,
    }
    const { headers, body: answer } = await visitor.decide(body, FROM_ELSEWHERE)
    expect(headers.getSetCookie()).toEqual([])
    expect(answer).toMatchObject({ accepted: 2, blocks: {} })
    expect((await readRecord(shop, 'anonymous_id/abroad-1')).view.features.recently_viewed).toHaveLength(2)
  })

  test('cannot use the cookie that came along', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1', 'boot-2')
    const before = await readRecord(shop, visitor.profile)
    const { headers, body } = await visitor.decide(
      { events: [viewed('shirt-1')], placements: PERSONAL, consent: { analytics: false } },
      FROM_ELSEWHERE,
    )
    expect(body.blocks).toEqual({})
    expect(headers.getSetCookie()).toEqual([])
    expect(await readRecord(shop, visitor.profile)).toEqual(before)
  })
})

function flipLast(value: string): string {
  return `${value.slice(0, -2)}${value.at(-2) === 'A' ? 'B' : 'A'}${value.at(-1)}`
}
