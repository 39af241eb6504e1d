import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { claimed, identityOf, known, merge, split } from './people.ts'
import { proofOf } from './proofs.ts'
import { eventsOf, readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, itemsOf, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

const MINUTE = 60_000
const ago = (minutes: number) => ({ timestamp: new Date(Date.now() - minutes * MINUTE).toISOString() })

/** What the shop sees of a person. */
async function seen(profile: string) {
  const { view, state } = await readRecord(shop, profile)
  const events = (await eventsOf(shop, profile)).map((event) => JSON.stringify(event)).sort()
  return JSON.stringify({ view, state, events })
}

async function productsOf(profile: string): Promise<string[]> {
  return (await readRecord(shop, profile)).view.features.recently_viewed.map(({ productId }) => productId)
}

async function browsing(...products: string[]): Promise<Visitor> {
  const visitor = new Visitor(shop)
  await visitor.decide({ events: products.map((id, index) => viewed(id, ago(30 - index))) })
  return visitor
}

describe('a merge', () => {
  test('makes two people one, and a split makes them two again, to the byte', async () => {
    const ada = await known(shop, 'ada-1', [viewed('boot-1', ago(50)), viewed('boot-2', ago(40))])
    const browser = new Visitor(shop)
    await browser.decide({ events: [viewed('shirt-1', ago(45)), viewed('shirt-2', ago(20))] })
    const before = [await seen(ada), await seen(browser.profile)]

    const side = { type: 'user_id', value: 'ada-1' }
    const { status, body } = await merge(shop, side, { profile: browser.profile }, 'she said so')
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'joined', profile: ada } })
    for (const member of [ada, browser.profile]) {
      const { profile, state } = await readRecord(shop, member)
      expect({ profile, count: state.count }).toEqual({ profile: ada, count: 6 })
      expect(await productsOf(member)).toEqual(['shirt-2', 'boot-2', 'shirt-1', 'boot-1'])
    }
    expect(await identityOf(shop, browser.profile)).toMatchObject({
      profile: ada,
      members: [ada, browser.profile],
      identifiers: [{ type: 'user_id', member: ada }],
      edges: [{ id: body.edge, state: 'copied', evidence: { kind: 'manual', reason: 'she said so' } }],
    })

    expect((await split(shop, browser.profile, body.edge)).body).toMatchObject({
      status: 'split',
      people: [
        { head: ada, members: [ada] },
        { head: browser.profile, members: [browser.profile] },
      ],
    })
    expect([await seen(ada), await seen(browser.profile)]).toEqual(before)
    for (const member of [ada, browser.profile])
      expect(await identityOf(shop, member)).toMatchObject({ members: [member], edges: [{ state: 'split' }] })
  })

  test('what comes after it goes with whom it belongs to', async () => {
    const [one, other] = [await browsing('boot-1'), await browsing('boot-2')]
    const { body } = await merge(shop, { profile: one.profile }, { profile: other.profile })
    for (const [visitor, name] of [
      [one, 'after-1'],
      [other, 'after-2'],
    ] as const)
      expect((await visitor.decide({ events: [viewed(name, ago(3))] })).body.accepted).toBe(1)
    expect((await readRecord(shop, body.profile)).state.count).toBe(6)
    await split(shop, body.profile, body.edge)
    expect(await productsOf(one.profile)).toEqual(['after-1', 'boot-1'])
    expect(await productsOf(other.profile)).toEqual(['after-2', 'boot-2'])
    // Nothing of the other stays behind.
    expect(await eventsOf(shop, one.profile)).toHaveLength(3)
    for (const visitor of [one, other]) expect(await visitor.sees('recent')).toEqual(['recent'])
  })

  test('said twice, from both ends, or in a circle, is one merge', async () => {
    const people = await Promise.all(['a', 'b', 'c'].map((product) => browsing(product)))
    const [a, b, c] = people.map(({ profile }) => ({ profile })) as [never, never, never]
    const answers = await Promise.all([
      merge(shop, a, b),
      merge(shop, b, a),
      merge(shop, b, c),
      merge(shop, c, a),
      merge(shop, a, b),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const { profile, members, edges } = await identityOf(shop, people[0]!.profile)
    expect(members).toEqual(people.map((each) => each.profile).sort())
    expect(profile).toBe(members[0])
    expect(edges.filter(({ state }) => state !== 'split')).toHaveLength(3)
    expect((await productsOf(profile)).sort()).toEqual(['a', 'b', 'c'])
    // Two edges hold them together: taking one away changes nothing.
    const [first, second] = edges
    expect((await split(shop, profile, first!.id)).body.people).toHaveLength(1)
    expect((await readRecord(shop, profile)).state.count).toBe(6)
    expect((await split(shop, profile, second!.id)).body.people).toHaveLength(2)
    expect((await split(shop, profile, second!.id)).body.status).toBe('already')
  })

  test('a storm of them, all at once, ends in one person with everybody in it', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, (_each, index) => browsing(`storm-${index}`)))
    const pairs = people.flatMap((one, index) => [
      [one, people[(index + 1) % people.length]!],
      [one, people[(index * 5 + 3) % people.length]!],
    ])
    const answers = await Promise.all(
      pairs
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => merge(shop, { profile: one!.profile }, { profile: other!.profile })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const heads = await Promise.all(
      people.map(async ({ profile }) => (await readRecord(shop, profile)).profile),
    )
    expect(new Set(heads).size).toBe(1)
    expect((await readRecord(shop, heads[0]!)).state.count).toBe(24)
  })

  test('of people with two user ids is refused, and changes nothing', async () => {
    const profiles = [await known(shop, 'one', [viewed('a')]), await known(shop, 'two', [viewed('b')])]
    const before = await Promise.all(profiles.map(seen))
    const sides = ['one', 'two'].map((value) => ({ type: 'user_id', value }))
    for (const [a, b] of [sides, profiles.map((profile) => ({ profile }))]) {
      const { status, body } = await merge(shop, a!, b!)
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'not-one-person' })
    }
    // Nor by way of somebody else.
    const browser = await browsing('c')
    expect((await merge(shop, sides[0]!, { profile: browser.profile })).status).toBe(200)
    expect((await merge(shop, sides[1]!, { profile: browser.profile })).status).toBe(409)
    expect(await seen(profiles[1]!)).toBe(before[1])
  })

  test('the strictest consent of all members holds, and each has its own again after a split', async () => {
    const [one, other] = [await browsing('boot-1'), await browsing('boot-2')]
    const { body } = await merge(shop, { profile: one.profile }, { profile: other.profile })
    expect((await readRecord(shop, body.profile)).view.consent & 3).toBe(3)
    await other.decide({ consent: { ...ALL_CONSENT, personalization: false } })
    expect((await readRecord(shop, body.profile)).view.consent & 3).toBe(1)
    expect(await one.sees('recent')).toEqual([])
    await one.decide({ consent: ALL_CONSENT })
    expect((await readRecord(shop, body.profile)).view.consent & 3).toBe(1)
    await split(shop, body.profile, body.edge)
    expect((await readRecord(shop, one.profile)).view.consent & 3).toBe(3)
    expect((await readRecord(shop, other.profile)).view.consent & 3).toBe(1)
  })

  test('a message that both have counts once while they are one', async () => {
    const event = viewed('boot-1', ago(10))
    const [a, b] = [await known(shop, 'twin-a', [event]), await claimed(shop, 'twin-b', [viewed('boot-2')])]
    await shop.server.post('/v1/batch', { anonymousId: 'twin-b', batch: [event], consent: ALL_CONSENT })
    const before = [await seen(a), await seen(b)]
    const { body } = await merge(shop, { profile: a }, { profile: b })
    expect(body.profile).toBe(a)
    // Two statements of consent, one message both have, one more.
    expect((await readRecord(shop, a)).state.count).toBe(
      JSON.parse(before[0]!).state.count + JSON.parse(before[1]!).state.count - 1,
    )
    await split(shop, a, body.edge)
    expect([await seen(a), await seen(b)]).toEqual(before)
  })

  test('leaves one row in the audience and no number twice, and both rows after a split', async () => {
    const here = await furnishedShop(edge)
    const visitors = [new Visitor(here), new Visitor(here)]
    for (const visitor of visitors) {
      await visitor.view('boot-1', 'boot-2')
      await settled(here, visitor.profile)
    }
    const audiences = async () =>
      (await here.server.get<{ profiles: number; bySegment: object }>('/v1/audiences')).body
    const views = async () => (await here.server.get<{ views: number }>('/v1/statistics')).body.views
    await until(async () => (await views()) === 4)
    expect(await audiences()).toMatchObject({ profiles: 2, bySegment: { 'boot-fans': 2 } })
    const { body } = await merge(here, { profile: visitors[0]!.profile }, { profile: visitors[1]!.profile })
    await until(async () => (await audiences()).profiles === 1)
    expect(await audiences()).toMatchObject({ profiles: 1, bySegment: { 'boot-fans': 1 } })
    const loser = visitors.find(({ profile }) => profile !== body.profile)!
    await loser.view('boot-3')
    await settled(here, body.profile)
    await until(async () => (await views()) === 5)
    await split(here, body.profile, body.edge)
    await until(async () => (await audiences()).profiles === 2)
    expect(await views()).toBe(5)
  })

  test.each([
    ['no body', {}, '/a'],
    ['one side', { a: { type: 'user_id', value: 'x' } }, '/b'],
    ['a side that is no profile', { a: { profile: 'p_1' }, b: { profile: 'p_2' } }, '/a'],
    [
      'a value that names nobody',
      { a: { type: 'user_id', value: 'null' }, b: { type: 'user_id', value: 'y' } },
      '/a',
    ],
  ])('with %s is refused and says where', async (_what, body, pointer) => {
    const answer = await shop.server.post<{ detail: string }>('/v1/identity/merge', body)
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain(pointer)
  })

  test('with nobody is 404, and so is a split of an edge that is none', async () => {
    const { profile } = await browsing('boot-1')
    const nobody = `p_${'7'.repeat(32)}`
    expect((await merge(shop, { profile }, { profile: nobody })).status).toBe(404)
    expect((await split(shop, profile, 'manual.x.y')).body.code).toBe('no-edge')
    expect((await shop.server.get(`/v1/profiles/${nobody}/identity`)).status).toBe(404)
  })

  test('is for the secret key alone', async () => {
    const { profile } = await browsing('boot-1')
    for (const [path, body] of [
      ['/v1/identity/merge', { a: { profile }, b: { profile } }],
      ['/v1/identity/split', { profile, edge: 'x' }],
    ] as const)
      expect((await shop.browser.post(path, body)).status).toBe(403)
    expect((await shop.browser.get(`/v1/profiles/${profile}/identity`)).status).toBe(403)
  })
})

describe('a login', () => {
  const login = (visitor: Visitor, userId: string, body: object = {}) =>
    visitor.decide({ userId, proof: proofOf(shop, userId), ...body })

  test('brings along what the browser did before, and its cookie leads to the person', async () => {
    const ada = await known(shop, 'ada-login', [viewed('boot-1', ago(60))])
    const browser = await browsing('shirt-1')
    const before = browser.profile
    const { body } = await login(browser, 'ada-login', { placements: ['recent'] })
    expect(itemsOf(body.blocks.recent)).toEqual(['shirt-1', 'boot-1'])
    expect(browser.cookie).toContain(`.${before}.${ada}.`)
    expect(await identityOf(shop, before)).toMatchObject({
      profile: ada,
      edges: [{ evidence: { kind: 'login', type: 'user_id' } }],
    })
    // The same cookie, with and without the way in it, is the same person.
    expect(itemsOf((await browser.decide({ placements: ['recent'] })).body.blocks.recent)).toHaveLength(2)
    expect((await login(browser, 'ada-login')).headers.getSetCookie()).toEqual([])
  })

  test('of a second person starts another one, whose events leave with nobody', async () => {
    const bert = await known(shop, 'bert-2', [viewed('boot-2', ago(60))])
    const device = await browsing('shirt-1')
    await login(device, 'anna-2')
    const anna = device.profile
    await login(device, 'bert-2', { events: [viewed('shirt-2', ago(1))] })
    expect(await productsOf(bert)).toEqual(['shirt-2', 'boot-2'])
    expect(await productsOf(anna)).toEqual(['shirt-1'])
    expect((await identityOf(shop, bert)).members).toEqual([bert])
    expect((await identityOf(shop, anna)).members).toEqual([anna])
  })

  test('does not bring back what was taken apart', async () => {
    const ada = await known(shop, 'ada-undone', [viewed('boot-1', ago(60))])
    const device = await browsing('shirt-1')
    const before = device.profile
    await login(device, 'ada-undone')
    const [{ id } = { id: '' }] = (await identityOf(shop, ada)).edges
    await split(shop, ada, id)
    await login(device, 'ada-undone', { events: [viewed('boot-3', ago(1))] })
    expect(await productsOf(ada)).toEqual(['boot-3', 'boot-1'])
    expect(await productsOf(before)).toEqual(['shirt-1'])
    // A person at the shop may.
    expect((await merge(shop, { profile: ada }, { profile: before })).body.status).toBe('joined')
    expect(await productsOf(ada)).toEqual(['boot-3', 'shirt-1', 'boot-1'])
  })

  test('of two browsers at the same moment is one person', async () => {
    const browsers = await Promise.all([browsing('a'), browsing('b'), browsing('c')])
    await Promise.all(browsers.map((browser) => login(browser, 'at-once')))
    const { profile } = await readRecord(shop, 'user_id/at-once')
    for (const browser of browsers) expect((await readRecord(shop, browser.profile)).profile).toBe(profile)
    expect((await productsOf(profile)).sort()).toEqual(['a', 'b', 'c'])
  })
})
