import type { Product } from '../../shared/schema/product.ts'
import type { Session } from './session-log.ts'

export interface LogSummary {
  shoppers: number
  events: number
  products: Product[]
}

/** Counts a log and makes a catalogue of its items, the most looked-at first. Memory grows with the items alone. */
export async function summarise(sessions: AsyncIterable<Session>): Promise<LogSummary> {
  const items = new Map<string, Item>()
  let shoppers = 0
  let events = 0
  for await (const { clicks } of sessions) {
    shoppers += 1
    events += clicks.length
    for (const { item, price, category } of clicks) {
      const known = items.get(item) ?? { clicks: 0 }
      known.clicks += 1
      if (price !== undefined) known.price = price
      if (category !== undefined) known.category = category
      items.set(item, known)
    }
  }
  const products = [...items]
    .sort(([a, { clicks: x }], [b, { clicks: y }]) => y - x || (a < b ? -1 : 1))
    .map(([id, item]) => productOf(id, item))
  return { shoppers, events, products }
}

interface Item {
  clicks: number
  price?: number
  category?: string
}

/** The log names items and little more: a product without a price costs nothing here, and the shop shows none. */
function productOf(id: string, { price = 0, category }: Item): Product {
  return {
    id,
    title: `Item ${id}`,
    url: `/p/${encodeURIComponent(id)}`,
    image: `/pictures/${encodeURIComponent(id)}.svg`,
    price: { amount: Math.round(price * 100), currency: 'EUR' },
    ...(category !== undefined && { category: category.toLowerCase() }),
  }
}
