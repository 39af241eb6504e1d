import { beforeAll, describe, expect, test } from 'vitest'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { proofOf } from './proofs.ts'
import { eventsOf, readRecord } from './stored.ts'
import {
  ALL_CONSENT,
  type DecideAnswer,
  FROM_ELSEWHERE,
  FROM_SHOP,
  messageId,
  Visitor,
  viewed,
} from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

describe('consent', () => {
  const placements = Object.keys(CONFIG.placements)
  const contextual = ['hero', 'plain']

  test.each<[string, object, string[], number]>([
    ['none stated', {}, contextual, 0],
    ['refused', { analytics: false, personalization: true }, contextual, 0],
    ['analytics', { analytics: true }, contextual, 2],
    [
      'and personalization',
      { analytics: true, personalization: true },
      ['recent', 'taste', 'fans', ...contextual],
      2,
    ],
  ])('%s', async (_what, consent, shown, accepted) => {
    const visitor = new Visitor(shop)
    const body = { consent, events: [viewed('boot-1'), viewed('boot-2')] }
    const first = (await visitor.decide(body)).body
    expect(first).toMatchObject({ accepted, withheld: 2 - accepted })
    expect(visitor.cookie !== undefined).toBe(accepted > 0)
    // What others look at is on the page context's side; here nobody has been counted yet, or some have.
    const { blocks } = (await visitor.decide({ consent, placements })).body
    const { popular: _popular, together: _together, ...rest } = blocks
    expect(Object.keys(rest).sort()).toEqual([...shown].sort())
  })

  test('for personalization says nothing of what was done without it, also from the shop’s server', async () => {
    const userId = messageId()
    const decide = async (consent: object, more: object = {}) =>
      (await shop.server.post<DecideAnswer>('/v1/decide', { userId, consent, placements, ...more })).body
    const boots = { events: ['boot-1', 'boot-2', 'boot-3'].map((id) => viewed(id)) }
    expect(await decide({ analytics: true }, boots)).toMatchObject({ accepted: 3 })
    const agreed = { analytics: true, personalization: true }
    const { blocks } = await decide(agreed)
    expect(['recent', 'taste', 'fans'].filter((name) => name in blocks)).toEqual([])
    expect((await readRecord(shop, `user_id/${userId}`)).view.segments).toEqual([])
    expect((await decide(agreed, { events: [viewed('boot-1'), viewed('boot-2')] })).blocks).toHaveProperty(
      'fans',
    )
  })

  test('refused later: nothing more is kept, the cookie goes, blocks know nobody', async () => {
    const visitor = new Visitor(shop)
    await visitor.view('boot-1', 'boot-2')
    const { profile, cookie } = visitor
    const answer = await visitor.decide({
      consent: { analytics: false },
      events: [viewed('boot-3')],
      placements,
    })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^vicino_[\w-]+=; Max-Age=0; Path=\/; Secure; HttpOnly/),
    ])
    expect(answer.body).toMatchObject({ accepted: 0, withheld: 1 })
    expect(answer.body.blocks.recent).toBeUndefined()
    expect(answer.body.blocks.fans).toBeUndefined()
    expect((await readRecord(shop, profile)).view).toMatchObject({ consent: 0, segments: [] })
    // A tab that still has the cookie and says nothing of consent.
    const stale = await new Visitor(shop, cookie).decide({
      consent: undefined,
      events: [viewed('boot-3')],
      placements,
    })
    expect(stale.body).toMatchObject({ accepted: 0, withheld: 1 })
    expect(stale.body.blocks.recent).toBeUndefined()
  })

  test('for marketing is kept by channel; a browser can only ask for an address to be written to', async () => {
    const visitor = new Visitor(shop)
    await visitor.decide({
      events: [viewed('boot-1')],
      consent: { analytics: true, marketing: { email: true, ads: true } },
    })
    const asked = await readRecord(shop, visitor.profile)
    expect([asked.view.consent, asked.consents.email?.state]).toEqual([1 + 128, 'pending'])
    const confirmed = { profile: visitor.profile, batch: [], consent: { marketing: { email: 'confirmed' } } }
    expect((await shop.server.post('/v1/batch', confirmed)).status).toBe(200)
    const { view, consents } = await readRecord(shop, visitor.profile)
    expect(view.consent).toBe(1 + 4 + 128)
    expect(consents.email).toMatchObject({ state: 'granted', source: 'server' })
    expect(consents.email?.confirmedAt).toBe(consents.email?.at)
    const signal = new Visitor(shop)
    await signal.decide(
      { events: [viewed('boot-1')], consent: { analytics: true, marketing: true } },
      { ...FROM_SHOP, 'sec-gpc': '1' },
    )
    expect((await readRecord(shop, signal.profile)).view.consent & 128).toBe(0)
  })

  test('that the server holds for mail survives what the banner is answered, until it is withdrawn', async () => {
    const userId = messageId()
    const proof = proofOf(shop, userId)
    const at = '2024-03-01T10:00:00.000Z'
    const told = {
      userId,
      batch: [],
      consent: { marketing: { email: true }, record: { at, source: 'import' } },
    }
    await shop.server.post('/v1/batch', told)
    const banner = { record: { source: 'banner' }, personalization: false, marketing: { ads: false } }
    const visitor = new Visitor(shop)
    for (const analytics of [true, false])
      await visitor.decide({ userId, proof, consent: { ...banner, analytics }, events: [viewed('boot-1')] })
    const kept = await readRecord(shop, `user_id/${userId}`)
    expect(kept.view.consent).toBe(4)
    expect(kept.consents).toMatchObject({
      email: { state: 'granted', at: Date.parse(at), source: 'import' },
      analytics: { state: 'refused', source: 'banner' },
      ads: { state: 'refused' },
    })
    const say = (email: boolean, date: string) =>
      shop.server.post('/v1/batch', {
        userId,
        batch: [],
        consent: { marketing: { email }, record: { at: date } },
      })
    await say(false, '2025-01-01')
    await say(true, '2024-06-01')
    const { view, consents } = await readRecord(shop, `user_id/${userId}`)
    expect([view.consent, consents.email]).toMatchObject([
      0,
      { state: 'refused', at: Date.parse('2025-01-01') },
    ])
  })

  test('to be written to cannot be given for somebody else by claiming to be them', async () => {
    const userId = messageId()
    const victim = { userId, traits: { email: 'ada@example.com' }, consent: { marketing: { email: false } } }
    await shop.server.post('/v1/identify', victim)
    const before = await readRecord(shop, `user_id/${userId}`)
    const consent = { ...ALL_CONSENT, record: { source: 'server', at: new Date().toISOString() } }
    for (const headers of [FROM_SHOP, FROM_ELSEWHERE])
      await new Visitor(shop).post(
        '/v1/identify',
        { userId, consent, traits: { email: 'ada@example.com' } },
        headers,
      )
    expect(await readRecord(shop, `user_id/${userId}`)).toEqual(before)
  })

  test('given later brings nothing of before', async () => {
    const visitor = new Visitor(shop)
    await visitor.decide({ consent: {}, events: [viewed('boot-1')] })
    await visitor.decide({ events: [viewed('boot-2')] })
    expect(
      (await eventsOf(shop, visitor.profile)).filter(({ name }) => name === 'product_viewed'),
    ).toHaveLength(1)
  })
})

test('people who refuse leave no profile behind', async () => {
  const other = await furnishedShop(edge)
  const objects = (await edge.runtime.listObjects('Profile')).length
  const page = { type: 'product', product: 'boot-1' }
  for (let time = 0; time < 3; time++) {
    await new Visitor(other).decide({ consent: { analytics: false }, events: [viewed('boot-1')], page })
  }
  expect((await edge.runtime.listObjects('Profile')).length).toBe(objects)
  expect((await other.server.get('/v1/audiences')).body).toMatchObject({ profiles: 0 })
})
