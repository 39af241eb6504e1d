import { CURRENCY } from './orders/make-order.ts'
import { makeShopper, type Shopper } from './shoppers/make-shopper.ts'
import { type Post, poster } from './shoppers/shop-api.ts'
import type { ShopperOrder, VisitEvent } from './shoppers/visit.ts'

export interface Simulation {
  /** Where the API answers. */
  url: string
  publicKey: string
  secretKey: string
  count: number
  seed: number
  /** Epoch ms that the visits end before. */
  now?: number
  /** Called with the number of shoppers done so far. */
  onProgress?(done: number): void
}

const AT_ONCE = 8
/** A browser may tell of seven days; half a day of slack for a start that is repeated. Older visits come by import. */
const TOLD_BY_BROWSER_MS = 6.5 * 86_400_000

/**
 * Sends simulated shoppers through the public API, as browsers and the shop's server would: visits with consent to
 * `/v1/batch`, and the orders confirmed by `/v1/orders`. Same seed, same shoppers with the same message ids, so that
 * sending them twice counts once. Rejects with one sentence when the API refuses.
 */
export async function simulateShoppers(simulation: Simulation): Promise<void> {
  const { url, count, seed, now = Date.now(), onProgress } = simulation
  const post = poster(url)
  let next = 0
  let done = 0
  async function work(): Promise<void> {
    while (next < count) {
      await send(makeShopper(seed, next++), { ...simulation, now, post })
      onProgress?.(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, work))
}

interface Sending extends Pick<Simulation, 'publicKey' | 'secretKey'> {
  now: number
  post: Post
}

async function send(shopper: Shopper, { now, post, publicKey, secretKey }: Sending): Promise<void> {
  const { id, traits, consent, events, orders } = shopper
  const sentAt = new Date(now).toISOString()
  const call = ({ beforeNow, ...event }: VisitEvent) => ({
    ...event,
    ...id,
    timestamp: isoBefore(now, beforeNow),
  })
  const isBrowsers = ({ beforeNow }: VisitEvent) => 'anonymousId' in id && beforeNow < TOLD_BY_BROWSER_MS
  const byServer = [
    ...(traits ? [identify(shopper, now)] : []),
    ...events.filter((event) => !isBrowsers(event)).map(call),
  ]
  const byBrowser = events.filter(isBrowsers).map(call)
  if (byServer.length > 0) await post('/v1/batch', secretKey, { batch: byServer, consent, sentAt })
  if (byBrowser.length > 0) await post('/v1/batch', publicKey, { batch: byBrowser, consent, sentAt })
  if (orders.length > 0)
    await post('/v1/orders', secretKey, { orders: orders.map((order) => confirmation(order, id, now)) })
}

function identify({ id, traits, events }: Shopper, now: number) {
  const first = events[0]!
  return {
    type: 'identify',
    messageId: `${first.messageId}-identify`,
    ...id,
    traits,
    timestamp: isoBefore(now, first.beforeNow),
  }
}

function confirmation({ orderId, beforeNow, total, products }: ShopperOrder, id: Shopper['id'], now: number) {
  const money = (amount: number) => ({ amount, currency: CURRENCY })
  return {
    order_id: orderId,
    status: 'completed',
    at: isoBefore(now, beforeNow),
    currency: CURRENCY,
    total: money(total),
    products: products.map((line) => ({ ...line, price: money(line.price) })),
    ...id,
  }
}

const isoBefore = (now: number, ms: number) => new Date(now - ms).toISOString()
