import type { SeededRandom } from '../../demo/lib/random.ts'
import { type EventItem, single } from './generate-events.ts'
import type { Tools } from './generate-history.ts'
import type { WireEvent, WireOrder } from './history.ts'

export type Item = EventItem | { time: number; order: WireOrder }

const MINUTE = 60_000

/** Orders with everything that is said about them: thank-you pages, the server's words, refunds, cancellations. */
export function orderItems(tools: Tools): Item[] {
  const { random, name } = tools
  return Array.from({ length: random.weighted([0, 1, 2, 3], (count) => 4 - count) }, () =>
    oneOrder(tools, name('order')),
  ).flat()
}

function oneOrder(tools: Tools, id: string): Item[] {
  const { random, from, to } = tools
  const start = random.integer(from, to - 60 * MINUTE)
  const moment = () => Math.min(to, start + random.pick([0, 0, 1, 5, 60, 3000]) * MINUTE)
  const goods = orderLines(random)
  const about = { id, goods, currency: random.weighted(['EUR', 'USD'], (code) => (code === 'EUR' ? 9 : 1)) }
  const total = random.integer(5000, 90_000)
  const items: Item[] = []
  const repeat = (most: number, make: () => Item) => {
    for (let left = random.integer(0, most); left > 0; left--) items.push(make())
  }
  repeat(2, () => tracked(tools, moment(), browserOrder(random, about, total)))
  repeat(1, () => word(moment(), { ...serverOrder(random, about, total), status: 'completed' }))
  repeat(2, () => word(moment(), { ...taken(random, about, 'refund'), order_id: id, status: 'refunded' }))
  if (random.chance(0.2)) items.push(word(moment(), { order_id: id, status: 'cancelled' }))
  if (random.chance(0.3))
    items.push(
      tracked(tools, moment(), {
        event: random.pick(['Order Refunded', 'refund']),
        properties: { order_id: id, ...taken(random, about, 'refund') },
      }),
    )
  if (random.chance(0.05))
    items.push(tracked(tools, moment(), { event: 'Order Cancelled', properties: { order_id: id } }))
  return items
}

interface About {
  id: string
  goods: Record<string, unknown>[]
  currency: string
}

function orderLines(random: SeededRandom): Record<string, unknown>[] {
  const goods = Array.from({ length: random.integer(0, 3) }, (): Record<string, unknown> => {
    const { currency: _currency, ...line } = single(random)
    return { ...line, price: random.integer(100, 20_000) / 100 }
  })
  // What has no price shares what the others leave; one such line keeps the sum plain.
  if (goods[0] && random.chance(0.2)) goods[0] = { product_id: 'c2', quantity: random.integer(1, 3) }
  return goods
}

function browserOrder(random: SeededRandom, { id, goods, currency }: About, total: number) {
  const isGa4 = random.chance(0.3)
  const ga4 = goods.map(({ product_id, category, brand, variant, ...item }) => ({
    item_id: product_id,
    ...(category !== undefined && { item_category: category }),
    ...(brand !== undefined && { item_brand: brand }),
    ...item,
  }))
  const discount = random.chance(0.3) && { coupon: 'SPRING' }
  return isGa4
    ? {
        event: 'purchase',
        properties: { transaction_id: id, value: total / 100, currency, items: ga4, ...discount },
      }
    : {
        event: random.pick(['Order Completed', 'order_completed']),
        properties: { order_id: id, total: total / 100, currency, products: goods, ...discount },
      }
}

function serverOrder(random: SeededRandom, { id, goods, currency }: About, total: number) {
  const inCents = ({ price, ...line }: Record<string, unknown>) => ({
    ...line,
    ...(price !== undefined && { price: { amount: Math.round((price as number) * 100), currency } }),
  })
  return {
    order_id: id,
    currency,
    total: { amount: total, currency },
    ...(goods.length > 0 && { products: random.chance(0.5) ? goods.map(inCents) : goods }),
    ...(random.chance(0.3) && { discount: 5 }),
  }
}

/** Some of the lines, some of the pieces; without lines it is the whole order. */
function taken(random: SeededRandom, { goods }: About, what: string) {
  const some = random.sample(goods, random.integer(0, goods.length))
  return {
    ...(some.length > 0 && {
      products: some.map(({ product_id, quantity = 1 }) => ({
        product_id,
        quantity: random.integer(1, Number(quantity)),
      })),
    }),
    ...(random.chance(0.5) && { refund_id: `${what}-${random.integer(1, 2)}` }),
  }
}

function tracked({ random, name }: Tools, time: number, said: Pick<WireEvent, 'event' | 'properties'>): Item {
  const timestamp = new Date(time).toISOString()
  const event = { type: 'track' as const, ...said, messageId: name('event'), timestamp } as WireEvent
  return { time, by: random.chance(0.15) ? 'server' : 'self', event }
}

function word(time: number, order: Omit<WireOrder, 'at'>): Item {
  return { time, order: { ...order, at: new Date(time).toISOString() } as WireOrder }
}
