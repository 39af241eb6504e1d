import { expect, test } from 'vitest'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { type TestShop, until, useEdge } from './harness.ts'
import { eventsOf, isKnown, readRecord, settled } from './stored.ts'
import { placesOf } from './stored-texts.ts'
import { ALL_CONSENT, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge({ settings: { RETENTION_CHECK_MS: 1500 } })
const DAY = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString()

const shopThatKeeps = (keep: object): Promise<TestShop> => furnishedShop(edge, { ...CONFIG, keep })

test.concurrent('behaviour goes when its time is over, orders and statements stay, and the state is of what is left', async () => {
  const shop = await shopThatKeeps({ behaviour: '30d' })
  const userId = messageId()
  const old = 'kept0long0enough'
  const view = (id: string, days: number, note: string) => ({
    ...viewed(id, { timestamp: daysAgo(days) }),
    properties: { product_id: id, note },
  })
  const order = { order_id: messageId(), total: 5, currency: 'EUR' }
  const batch = [
    view('boot-1', 40, old),
    { type: 'track', event: 'Order Completed', timestamp: daysAgo(200), properties: order },
    view('boot-2', 35, old),
    view('boot-3', 10, 'new'),
    { type: 'identify', timestamp: daysAgo(300), traits: { tier: 'gold' } },
  ]
  await shop.server.post('/v1/batch', { userId, batch, consent: ALL_CONSENT })
  const { profile } = await readRecord(shop, `user_id/${userId}`)
  await settled(shop, profile)
  const names = async () => (await eventsOf(shop, profile)).map(({ name }) => name).sort()
  await until(async () => (await names()).length === 4)
  expect(await names()).toEqual(['consent_changed', 'identified', 'order_completed', 'product_viewed'])
  const { view: seen, state } = await readRecord(shop, profile)
  expect(state.count).toBe(4)
  expect(seen.features.recently_viewed.map(({ productId }) => productId)).toEqual(['boot-3'])
  expect(seen.features.orders.count).toBe(1)
  expect(seen.traits).toEqual({ tier: 'gold' })
  // What others know follows, and the file has forgotten too.
  await until(async () => {
    const { body } = await shop.server.get<{ features: { recently_viewed: unknown[] } }>(
      `/v1/profiles/${profile}/audience`,
    )
    return body.features.recently_viewed.length === 1
  })
  await until(() => placesOf(old, edge.statePath).length === 0)
  await edge.runtime.evict('Profile', `${shop.id}/${profile}`)
  expect((await readRecord(shop, profile)).view).toEqual(seen)
  const again = await shop.server.post('/v1/batch', {
    userId,
    batch: batch.slice(3, 4),
    consent: ALL_CONSENT,
  })
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 })
})

test.concurrent('who is not heard of any more is erased as a whole, customers later than others', {
  timeout: 120_000,
}, async () => {
  const shop = await shopThatKeeps({ anonymous: '1m', customers: '36mo' })
  const visitor = new Visitor(shop)
  await visitor.view('boot-1')
  const userId = messageId()
  await shop.server.post('/v1/identify', { userId, traits: { a: 1 }, consent: ALL_CONSENT })
  await until(async () => !(await isKnown(shop, visitor.profile)), {
    withinMs: 90_000,
    everyMs: 500,
  })
  await until(async () => (await shop.server.get(`/v1/profiles/${visitor.profile}/audience`)).status === 404)
  const again = await shop.server.post<{ receipts: { id: string }[] }>('/v1/privacy/erase', {
    profile: visitor.profile,
  })
  expect(again.body.receipts[0]?.id).toMatch(/^e_[0-9a-f]{24}$/)
  expect(await isKnown(shop, `user_id/${userId}`)).toBe(true)
})
