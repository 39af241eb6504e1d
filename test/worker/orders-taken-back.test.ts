import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { newOrder, type Order, orderDesk } from './order-desk.ts'
import { readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, messageId } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

const { say, confirm, ordersOf, categoriesOf, counted, buyer } = orderDesk(() => shop)

describe('what is taken back folds back into everything', () => {
  async function confirmedBuyer(order: Order) {
    const visitor = await buyer(order)
    await settled(shop, visitor.profile)
    await confirm(order)
    expect(await categoriesOf(visitor)).toEqual(expect.arrayContaining(['goods/boot', 'goods/shirt']))
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
    expect((await categoriesOf(visitor)).filter((path) => path.startsWith('goods'))).toEqual([])
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
    expect(await categoriesOf(visitor)).not.toContain('goods/shirt')
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
