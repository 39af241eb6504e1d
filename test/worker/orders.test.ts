import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { newOrder, type Order, orderDesk, told } from './order-desk.ts'
import { readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, messageId, Visitor } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

const { say, confirm, ordersOf, counted, buyer } = orderDesk(() => shop)

describe('an order is one order', () => {
  test('however often its thank-you page is loaded', async () => {
    const order = newOrder()
    const visitor = await buyer(order)
    for (let reload = 0; reload < 3; reload++) await visitor.decide({ events: [told(order)] })
    expect(await ordersOf(visitor)).toMatchObject({
      count: 1,
      verified: 0,
      stated: { amount: 15000 },
      spent: { amount: 0 },
    })
    await counted(
      order,
      [
        [2, 0, 0],
        [1, 0, 0],
      ],
      visitor,
    )
  })

  test('however often the shop confirms it', async () => {
    const order = newOrder()
    const visitor = await buyer(order)
    await settled(shop, visitor.profile)
    expect(await confirm(order)).toMatchObject({ confirmed: 1 })
    expect(await confirm(order)).toMatchObject({ confirmed: 0, duplicates: 1 })
    await visitor.decide({ events: [told(order)] })
    expect(await ordersOf(visitor)).toMatchObject({
      count: 1,
      verified: 1,
      spent: { amount: 15000, currency: 'EUR' },
    })
    await counted(
      order,
      [
        [2, 2, 10000],
        [1, 1, 5000],
      ],
      visitor,
    )
  })

  test('when the shop speaks first, and the shopper’s page later', async () => {
    const order = newOrder()
    expect(await confirm(order)).toMatchObject({ waiting: 1 })
    const visitor = await buyer(order)
    await until(async () => (await ordersOf(visitor)).verified === 1)
    expect(await ordersOf(visitor)).toMatchObject({ count: 1, spent: { amount: 15000 } })
    await counted(
      order,
      [
        [2, 2, 10000],
        [1, 1, 5000],
      ],
      visitor,
    )
  })

  test('when the shop names the shopper, whose page never speaks', async () => {
    const order = newOrder()
    const visitor = new Visitor(shop)
    await visitor.view('boot-1')
    const handle = visitor.cookie!.slice(visitor.cookie!.indexOf('=') + 1)
    expect(await confirm({ ...order, handle })).toMatchObject({ confirmed: 1 })
    expect(await ordersOf(visitor)).toMatchObject({ count: 1, verified: 1, spent: { amount: 15000 } })
    const userId = messageId()
    expect(await confirm({ ...newOrder(), userId })).toMatchObject({ confirmed: 1 })
    expect((await readRecord(shop, `user_id/${userId}`)).view.features.orders).toMatchObject({ verified: 1 })
  })

  test('whose amounts the shop corrects', async () => {
    const order = newOrder()
    const visitor = await buyer({ ...order, products: [{ ...order.products[0]!, quantity: 3 }] })
    await settled(shop, visitor.profile)
    expect(await confirm(order)).toMatchObject({ confirmed: 1 })
    expect(await ordersOf(visitor)).toMatchObject({
      count: 1,
      stated: { amount: 15000 },
      spent: { amount: 15000 },
    })
    await counted(
      order,
      [
        [2, 2, 10000],
        [1, 1, 5000],
      ],
      visitor,
    )
  })
})

describe('an order that two people claim', () => {
  test('goes to the one who states what the shop confirms', async () => {
    const order = newOrder()
    const liar = await buyer({ ...order, total: 1 })
    const shopper = await buyer(order)
    for (const visitor of [liar, shopper]) await settled(shop, visitor.profile)
    expect(await confirm(order)).toMatchObject({ confirmed: 1 })
    expect((await ordersOf(shopper)).verified).toBe(1)
    expect((await ordersOf(liar)).verified).toBe(0)
  })

  test.each([
    ['the total', ({ total: _total, ...order }: Order) => order],
    ['the currency', ({ currency: _currency, ...order }: Order) => order],
    ['both', ({ total: _total, currency: _currency, ...order }: Order) => order],
  ])('is not had by leaving out %s', async (_what, leave) => {
    const order = newOrder()
    const thief = await buyer(leave(order))
    await settled(shop, thief.profile)
    expect(await confirm(order)).toMatchObject({ waiting: 1 })
    expect(await ordersOf(thief)).toMatchObject({ count: 1, verified: 0, spent: { amount: 0 } })
    const shopper = await buyer(order)
    await until(async () => (await ordersOf(shopper)).verified === 1)
    expect(await ordersOf(thief)).toMatchObject({ verified: 0, spent: { amount: 0 } })
  })

  test('is not hidden by many who claim it', async () => {
    const order = newOrder()
    const liars = await Promise.all(
      Array.from({ length: 21 }, (_value, index) => buyer({ ...order, total: index + 1 })),
    )
    for (const { profile } of liars) await settled(shop, profile)
    const shopper = await buyer(order)
    await settled(shop, shopper.profile)
    expect(await confirm(order)).toMatchObject({ confirmed: 1 })
    expect((await ordersOf(shopper)).verified).toBe(1)
  })

  test('is nobody’s when both state the same, until the shop names its shopper', async () => {
    const order = newOrder()
    const [first, second] = [await buyer(order), await buyer(order)]
    for (const visitor of [first, second]) await settled(shop, visitor.profile)
    expect(await confirm(order)).toMatchObject({ waiting: 1 })
    for (const visitor of [first, second]) expect((await ordersOf(visitor)).verified).toBe(0)
    const handle = second.cookie!.slice(second.cookie!.indexOf('=') + 1)
    expect(await confirm({ ...order, handle })).toMatchObject({ confirmed: 1 })
    expect((await ordersOf(second)).verified).toBe(1)
    expect((await ordersOf(first)).verified).toBe(0)
  })

  test('cannot be taken from whom the shop has named', async () => {
    const order = newOrder()
    const shopper = new Visitor(shop)
    await shopper.view('boot-1')
    const handle = shopper.cookie!.slice(shopper.cookie!.indexOf('=') + 1)
    await confirm({ ...order, handle })
    await settled(shop, shopper.profile)
    const thief = await buyer(order)
    await settled(shop, thief.profile)
    expect(await say({ order_id: order.order_id, status: 'cancelled' })).toMatchObject({ confirmed: 1 })
    expect(await ordersOf(shopper)).toMatchObject({ count: 0 })
    expect(await ordersOf(thief)).toMatchObject({ count: 1, verified: 0, spent: { amount: 0 } })
  })
})

test('orders that cannot be read are named, the others taken', async () => {
  const good = { ...newOrder(), userId: messageId(), status: 'completed' }
  const bad = [
    [null, '/'],
    [{ status: 'completed' }, '/order_id'],
    [{ ...good, status: 'paid' }, '/status'],
    [{ ...good, total: -1 }, '/total'],
    [{ ...good, total: { amount: 9.5, currency: 'EUR' } }, '/total'],
    [{ ...good, products: [{ product_id: 'a', quantity: 0 }] }, '/products/0/quantity'],
  ] as const
  const answer = await say({ orders: [...bad.map(([order]) => order), good] })
  expect(answer).toMatchObject({
    confirmed: 1,
    invalid: bad.map(([, pointer], index) => ({ index, pointer: expect.stringContaining(pointer) })),
  })
  expect((await shop.server.post('/v1/orders', { orders: bad.map(([order]) => order) })).status).toBe(400)
  expect((await shop.browser.post('/v1/orders', good)).status).toBe(403)
})

test('a person who refuses has no order kept about them', async () => {
  const userId = messageId()
  await shop.server.post('/v1/track', { userId, event: 'x', consent: ALL_CONSENT })
  await shop.server.post('/v1/track', { userId, event: 'x', consent: { analytics: false } })
  expect(await confirm({ ...newOrder(), userId })).toMatchObject({ confirmed: 0, withheld: 1 })
})
