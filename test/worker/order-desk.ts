import { expect } from 'vitest'
import type { TestShop } from './harness.ts'
import { readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { messageId, Visitor, viewed } from './visitor.ts'

interface OrdersAnswer {
  confirmed: number
  duplicates: number
  waiting: number
  withheld: number
  invalid: object[]
}

interface Counts {
  product: string
  ordered: number
  orderedVerified: number
  revenue: Record<string, number>
}

/** Two pairs of one boot and one shirt, for 3 × 50; of products that only this order has. */
export function newOrder() {
  const id = messageId()
  const line = (name: string, quantity: number) => ({
    product_id: `${name}-${id}`,
    category: `goods/${name}`,
    price: 50,
    quantity,
  })
  return { order_id: id, total: 150, currency: 'EUR', products: [line('boot', 2), line('shirt', 1)] }
}
export type Order = ReturnType<typeof newOrder>

/** The order as the thank-you page tells of it. */
export function told(order: object) {
  return { type: 'track', event: 'Order Completed', messageId: messageId(), properties: order }
}

/** What a shop's server says of orders, and what is seen of them afterwards. */
export function orderDesk(shopOf: () => TestShop) {
  const say = async (word: object) => (await shopOf().server.post<OrdersAnswer>('/v1/orders', word)).body
  const featuresOf = async (visitor: Visitor) => (await readRecord(shopOf(), visitor.profile)).view.features

  /** Pieces ordered, pieces verified, revenue in cents: for each of the order's products. */
  const countsOf = async (order: Order) => {
    const path = `/v1/statistics?ids=${order.products.map((line) => line.product_id).join()}`
    const { body } = await shopOf().server.get<{ products: Counts[] }>(path)
    return order.products.map(({ product_id }) => {
      const found = body.products.find(({ product }) => product === product_id)
      return found ? [found.ordered, found.orderedVerified, found.revenue.EUR ?? 0] : [0, 0, 0]
    })
  }
  return {
    say,
    confirm: (order: object) => say({ ...order, status: 'completed' }),
    ordersOf: async (visitor: Visitor) => (await featuresOf(visitor)).orders,
    categoriesOf: async (visitor: Visitor) => Object.keys((await featuresOf(visitor)).affinities.categories),
    /** Waits until the statistics say so. */
    counted: async (order: Order, expected: number[][], visitor: Visitor) => {
      await settled(shopOf(), visitor.profile)
      await until(async () => {
        expect(await countsOf(order)).toEqual(expected)
        return true
      })
    },
    /** Somebody whose browser tells of the order. */
    buyer: async (order: object) => {
      const visitor = new Visitor(shopOf())
      await visitor.decide({ events: [viewed('boot-1'), told(order)] })
      return visitor
    },
  }
}
