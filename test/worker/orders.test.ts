import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

interface OrdersAnswer {
  confirmed: number
  duplicates: number
  waiting: number
  withheld: number
  invalid: object[]
}

/** Two pairs of one boot and one shirt, for 3 × 50; of products that only this order has. */
function newOrder() {
  const id = messageId()
  const line = (name: string, quantity: number) => ({
    product_id: `${name}-${id}`,
    category: `goods/${name}`,
    price: 50,
    quantity,
  })
  return { order_id: id, total: 150, currency: 'EUR', products: [line('boot', 2), line('shirt', 1)] }
}
type Order = ReturnType<typeof newOrder>

const told = (order: object) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: messageId(),
  properties: order,
})
const say = async (word: object) => (await shop.server.post<OrdersAnswer>('/v1/orders', word)).body
const confirm = (order: object) => say({ ...order, status: 'completed' })

async function ordersOf(visitor: Visitor) {
  return (await readRecord(shop, visitor.profile)).view.features.orders
}

async function categoriesOf(visitor: Visitor) {
  return (await readRecord(shop, visitor.profile)).view.features.affinities.categories
}

/** What the statistics know of the order's products, once they have heard of everything. */
async function countsOf(order: Order, ...visitors: Visitor[]) {
  for (const visitor of visitors) await settled(shop, visitor.profile)
  const path = `/v1/statistics?ids=${order.products.map((line) => line.product_id).join()}`
  const { body } = await shop.server.get<{ products: Counts[] }>(path)
  return order.products.map(({ product_id }) => {
    const found = body.products.find(({ product }) => product === product_id)
    return found ? [found.ordered, found.orderedVerified, found.revenue.EUR ?? 0] : [0, 0, 0]
  })
}

interface Counts {
  product: string
  ordered: number
  orderedVerified: number
  revenue: Record<string, number>
}

const counted = (order: Order, expected: number[][], ...visitors: Visitor[]) =>
  until(async () => {
    expect(await countsOf(order, ...visitors)).toEqual(expected)
    return true
  })

async function buyer(order: Order): Promise<Visitor> {
  const visitor = new Visitor(shop)
  await visitor.decide({ events: [viewed('boot-1'), told(order)] })
  return visitor
}

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

describe('what is taken back folds back into everything', () => {
  async function confirmedBuyer(order: Order) {
    const visitor = await buyer(order)
    await settled(shop, visitor.profile)
    await confirm(order)
    expect(Object.keys(await categoriesOf(visitor))).toEqual(
      expect.arrayContaining(['goods/boot', 'goods/shirt']),
    )
    return visitor
  }

  test.each(['cancelled', 'refunded'])('an order that is %s whole', async (status) => {
    const order = newOrder()
    const visitor = await confirmedBuyer(order)
    expect(await say({ order_id: order.order_id, status })).toMatchObject({ confirmed: 1 })
    expect(await say({ order_id: order.order_id, status })).toMatchObject({ duplicates: 1 })
    expect(await ordersOf(visitor)).toMatchObject({
      count: 0,
      verified: 0,
      spent: { amount: 0 },
      stated: { amount: 0 },
      lastAt: null,
      products: [],
    })
    expect(Object.keys(await categoriesOf(visitor)).filter((path) => path.startsWith('goods'))).toEqual([])
    await counted(
      order,
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      visitor,
    )
  })

  test('one line, and one piece of a line', async () => {
    const order = newOrder()
    const [boot, shirt] = order.products
    const visitor = await confirmedBuyer(order)
    const refund = (refundId: string, product: object, quantity: number) =>
      say({
        order_id: order.order_id,
        status: 'refunded',
        refund_id: refundId,
        products: [{ ...product, quantity }],
      })
    expect(await refund('r-1', shirt!, 1)).toMatchObject({ confirmed: 1 })
    expect(await refund('r-1', shirt!, 1)).toMatchObject({ duplicates: 1 })
    expect(await refund('r-2', boot!, 1)).toMatchObject({ confirmed: 1 })
    expect(await ordersOf(visitor)).toMatchObject({
      count: 1,
      verified: 1,
      spent: { amount: 5000 },
      products: [{ productId: boot!.product_id, pieces: 1 }],
    })
    expect(Object.keys(await categoriesOf(visitor))).not.toContain('goods/shirt')
    await counted(
      order,
      [
        [1, 1, 5000],
        [0, 0, 0],
      ],
      visitor,
    )
    expect(await refund('r-3', boot!, 5)).toMatchObject({ confirmed: 1 })
    expect(await ordersOf(visitor)).toMatchObject({ count: 0, spent: { amount: 0 } })
    await counted(
      order,
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      visitor,
    )
  })

  test('one refund that the shop tells of in two ways', async () => {
    const order = newOrder()
    const userId = messageId()
    await confirm({ ...order, userId })
    const refund = {
      order_id: order.order_id,
      refund_id: 'r-1',
      products: [{ ...order.products[0]!, quantity: 1 }],
    }
    expect(await say({ ...refund, userId, status: 'refunded' })).toMatchObject({ confirmed: 1 })
    const event = { userId, event: 'Order Refunded', properties: refund, consent: ALL_CONSENT }
    expect((await shop.server.post('/v1/track', event)).body).toMatchObject({ accepted: 1 })
    const { orders } = (await readRecord(shop, `user_id/${userId}`)).view.features
    expect(orders).toMatchObject({ count: 1, spent: { amount: 10000 } })
  })

  test('before the order itself is known', async () => {
    const order = newOrder()
    const userId = messageId()
    expect(await say({ order_id: order.order_id, status: 'cancelled', userId })).toMatchObject({
      confirmed: 1,
    })
    expect(await confirm({ ...order, userId })).toMatchObject({ confirmed: 1 })
    const { features } = (await readRecord(shop, `user_id/${userId}`)).view
    expect(features.orders).toMatchObject({ count: 0, spent: { amount: 0 } })
  })

  test('while it waits for its shopper', async () => {
    const order = newOrder()
    expect(await confirm(order)).toMatchObject({ waiting: 1 })
    expect(await say({ order_id: order.order_id, status: 'cancelled' })).toMatchObject({ waiting: 1 })
    const visitor = await buyer(order)
    await settled(shop, visitor.profile)
    await until(async () => (await ordersOf(visitor)).count === 0)
    await counted(
      order,
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      visitor,
    )
  })

  test('and a segment that asks what they did', async () => {
    const segments = { buyers: { who: { about: 'order_count', atLeast: 1 } } }
    const config = { shop: { currency: 'EUR', timezone: 'UTC', languages: ['en'] }, segments }
    const other = await furnishedShop(edge, config)
    const order = { ...newOrder(), userId: 'b' }
    const segmentsOf = async () => (await readRecord(other, 'user_id/b')).view.segments
    await other.server.post('/v1/orders', { ...order, status: 'completed' })
    expect(await segmentsOf()).toEqual(['buyers'])
    await other.server.post('/v1/orders', { order_id: order.order_id, userId: 'b', status: 'cancelled' })
    expect(await segmentsOf()).toEqual([])
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
