import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop, PRODUCTS } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { eventsOf, isKnown, readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import {
  ALL_CONSENT,
  type DecideAnswer,
  FROM_ELSEWHERE,
  FROM_SHOP,
  itemsOf,
  messageId,
  Visitor,
  viewed,
} from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

describe('a placement shows', () => {
  test('what is trending, and what is viewed together, once others have looked', async () => {
    const other = await furnishedShop(edge)
    const fans = [new Visitor(other), new Visitor(other), new Visitor(other)]
    for (const fan of fans) await fan.view('shirt-1', 'boot-3')
    await fans[0]!.view('shirt-2')
    const stranger = new Visitor(other)
    const ask = (page: object) =>
      stranger.decide({ placements: ['popular', 'together'], page, consent: { analytics: false } })
    // Not the page's own product, and no product in two blocks of a page.
    const blocks = await until(async () => {
      const found = (await ask({ type: 'product', product: 'shirt-1' })).body.blocks
      expect(itemsOf(found.popular)).toEqual(['boot-3', 'shirt-2'])
      return found
    })
    expect(blocks.together).toBeUndefined()
    const consent = { analytics: false }
    const alone = await stranger.decide({ placements: ['together'], page: { product: 'shirt-1' }, consent })
    expect(itemsOf(alone.body.blocks.together)[0]).toBe('boot-3')
    const inCategory = await ask({ type: 'category', category: 'Clothes > Shirts' })
    expect(itemsOf(inCategory.body.blocks.popular)).toEqual(['shirt-1', 'shirt-2'])
  })

  test('what this person viewed, newest first, without the product of the page', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    await visitor.view('shirt-1')
    const { body } = await visitor.decide({
      events: [viewed('boot-2')],
      placements: ['recent'],
      page: { product: 'boot-2' },
    })
    expect(itemsOf(body.blocks.recent)).toEqual(['shirt-1', 'boot-1'])
  })

  test('other boots to who looked at two, and something else to who looked at shirts', async () => {
    const [boots, shirts] = [new Visitor(shop), new Visitor(shop)]
    await boots.view('boot-1', 'boot-2')
    await shirts.view('shirt-1')
    // What others viewed together may follow, as soon as the statistics know of it.
    const taste = async (visitor: Visitor, count: number) =>
      itemsOf((await visitor.decide({ placements: ['taste'] })).body.blocks.taste)
        .slice(0, count)
        .sort()
    expect(await taste(boots, 2)).toEqual(['boot-3', 'boot-4'])
    expect(await taste(shirts, 1)).toEqual(['shirt-2'])
  })

  test('a campaign to its segment from the very event that brings somebody into it, content to all others', async () => {
    const visitor = new Visitor(shop)
    const placements = ['fans', 'hero', 'plain']
    const before = await visitor.decide({ events: [viewed('boot-1')], placements })
    const content = { title: 'Nuovi arrivi', link: '/new' }
    expect(before.body.blocks).toEqual({
      hero: { decision: expect.any(String), content },
      plain: { decision: expect.any(String), content },
    })
    const after = await visitor.decide({ events: [viewed('boot-2')], placements, page: { language: 'en' } })
    expect(after.body.blocks.fans).toMatchObject({
      campaign: 'boots-10',
      variant: 'percent',
      content: { title: '10% off', link: '/boots' },
    })
    // Once on a page.
    expect(after.body.blocks.hero).toMatchObject({ content: { title: 'New arrivals' } })
    expect(after.body.blocks.plain).toMatchObject({ content: { title: 'New arrivals' } })
  })

  test('products as the shop tells of them, in the language of the page', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    const shown = async (language: string) =>
      (await visitor.decide({ placements: ['recent'], page: { language } })).body.blocks.recent
    const { id, url, image, price } = PRODUCTS[0]!
    const item = { id, url, image, price, listPrice: null, because: 'recently-viewed' }
    expect(await shown('en')).toEqual({
      decision: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/),
      strategy: 'recent',
      items: [{ ...item, title: 'boot-1 (en)' }],
    })
    expect(await shown('de')).toMatchObject({ items: [{ title: 'boot-1 (it)' }] })
  })

  test('nothing where nobody has heard of it', async () => {
    const { status, body } = await new Visitor(shop).decide({ placements: ['no-such-place', 'plain'] })
    expect({ status, shown: Object.keys(body.blocks) }).toEqual({ status: 200, shown: ['plain'] })
  })
})

describe('preflight', () => {
  test('shows what would be shown, and writes nothing', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    await settled(shop, visitor.profile)
    const everything = async () => [
      await readRecord(shop, visitor.profile),
      await eventsOf(shop, visitor.profile),
      (await shop.server.get(`/v1/profiles/${visitor.profile}/decisions`)).body,
      (await shop.server.get(`/v1/profiles/${visitor.profile}/delivery`)).body,
    ]
    const before = await everything()
    const question = {
      profile: visitor.profile,
      events: [viewed('boot-2')],
      placements: ['fans', 'recent'],
      consent: ALL_CONSENT,
    }
    const { body, headers } = await shop.server.post<DecideAnswer>('/v1/decide?preflight', question)
    expect(body.blocks.fans).toMatchObject({ campaign: 'boots-10' })
    expect(itemsOf(body.blocks.recent)).toEqual(['boot-2', 'boot-1'])
    expect(body.accepted).toBe(0)
    expect(headers.getSetCookie()).toEqual([])
    expect(await everything()).toEqual(before)
  })

  test('makes nobody', async () => {
    const userId = messageId()
    const question = { userId, events: [viewed('boot-1')], placements: ['recent'], consent: ALL_CONSENT }
    expect((await shop.server.post('/v1/decide?preflight', question)).status).toBe(200)
    expect(await isKnown(shop, `user_id/${userId}`)).toBe(false)
  })

  test('is not for browsers', async () => {
    expect((await shop.browser.post('/v1/decide?preflight', {}, FROM_SHOP)).status).toBe(403)
  })
})

test('a storefront’s server asks for its shopper by user id, by cookie, by profile', async () => {
  const userId = messageId()
  await shop.server.post('/v1/batch', { batch: [viewed('boot-1', { userId })], consent: ALL_CONSENT })
  const { profile } = await readRecord(shop, `user_id/${userId}`)
  const visitor = new Visitor(shop)
  await visitor.view('shirt-1')
  const ask = async (body: object, headers = {}) =>
    itemsOf(
      (await shop.server.post<DecideAnswer>('/v1/decide', { placements: ['recent'], ...body }, headers)).body
        .blocks.recent,
    )
  expect(await ask({ userId })).toEqual(['boot-1'])
  expect(await ask({ profile })).toEqual(['boot-1'])
  expect(await ask({}, { cookie: visitor.cookie! })).toEqual(['shirt-1'])
  expect(await ask({ userId: 'nobody of that name' })).toEqual([])
})

test('a decision is kept with its versions, and its token says what was shown', async () => {
  const visitor = new Visitor(shop)
  await visitor.view('boot-1')
  const question = { events: [viewed('boot-2')], placements: ['hero'] }
  const first = await visitor.decide(question)
  const path = `/v1/profiles/${visitor.profile}/decisions`
  const { decisions } = (await shop.server.get<{ decisions: object[] }>(path)).body
  expect(decisions).toMatchObject([
    {
      configVersion: 1,
      segments: ['boot-fans'],
      campaigns: { hero: { campaign: 'boots-10', variant: 'percent' } },
    },
  ])
  const token = (first.body.blocks.hero as { decision: string }).decision
  const said = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString())
  expect(said).toMatchObject({
    placement: 'hero',
    campaign: 'boots-10',
    variant: 'percent',
    configVersion: 1,
    id: (decisions[0] as { id: string }).id,
  })
})

describe('the answer', () => {
  test.each<[string, string, object, Record<string, string>]>([
    ['of a decision', '/v1/decide', {}, FROM_SHOP],
    ['of intake', '/v1/batch', { batch: [{ type: 'page' }], consent: ALL_CONSENT }, FROM_SHOP],
    ['to a page elsewhere', '/v1/decide', {}, FROM_ELSEWHERE],
    ['to a program', '/v1/decide', {}, {}],
    ['of a refusal', '/v1/decide', { placements: 7 }, FROM_SHOP],
    ['to a wrong origin', '/v1/decide', {}, { origin: 'https://evil.example' }],
  ])('%s is kept by no cache', async (_what, path, body, headers) => {
    const answer = await shop.browser.post(path, body, headers)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test.each(['', '/events', '/decisions', '/delivery', '/audience'])(
    'about a person (%s) is kept by no cache',
    async (path) => {
      const visitor = new Visitor(shop)
      await visitor.view('boot-1')
      await settled(shop, visitor.profile)
      const { status, headers } = await shop.server.get(`/v1/profiles/${visitor.profile}${path}`)
      expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    },
  )

  test('says how long its parts took', async () => {
    const { headers } = await new Visitor(shop).decide({ events: [viewed('boot-1')], placements: ['recent'] })
    expect(headers.get('server-timing')).toMatch(/^profile;dur=[\d.]+, blocks;dur=[\d.]+, total;dur=[\d.]+$/)
  })
})
