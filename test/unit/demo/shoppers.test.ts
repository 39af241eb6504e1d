import { expect, test, vi } from 'vitest'
import { makeShopper } from '../../../demo/shoppers/make-shopper.ts'
import { simulateShoppers } from '../../../demo/shoppers.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 20)
const shoppers = Array.from({ length: 500 }, (_, index) => makeShopper(1, index))
const events = shoppers.flatMap((shopper) => shopper.events)
const orders = shoppers.flatMap((shopper) => shopper.orders)

test('the same seed and number make the same shopper, another seed another', () => {
  expect(makeShopper(1, 7)).toEqual(shoppers[7])
  expect(makeShopper(2, 7)).not.toEqual(shoppers[7])
})

test('every event has an id of its own and lies in the last five weeks, in order', () => {
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(events.length)
  expect(Math.min(...events.map(({ beforeNow }) => beforeNow))).toBeGreaterThan(0)
  expect(Math.max(...events.map(({ beforeNow }) => beforeNow))).toBeLessThan(35 * DAY_MS)
  for (const shopper of shoppers) {
    const times = shopper.events.map(({ beforeNow }) => beforeNow)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  }
})

test('one in six to one in two buys, and every order was told by the browser first', () => {
  const buyers = shoppers.filter((shopper) => shopper.orders.length > 0).length
  expect(buyers).toBeGreaterThan(500 / 6)
  expect(buyers).toBeLessThan(500 / 2)
  const told = events.filter(({ event }) => event === 'order_completed')
  expect(told.map(({ properties }) => properties.order_id)).toEqual(orders.map(({ orderId }) => orderId))
})

test('tastes differ: who looks at hiking boots looks at hiking boots again', () => {
  const viewed = shoppers.map((shopper) =>
    shopper.events.flatMap(({ event, properties }) =>
      event === 'product_viewed' ? [String(properties.product_id).slice(0, 2)] : [],
    ),
  )
  const all = viewed.flat()
  const base = all.filter((kind) => kind === 'HB').length / all.length
  const others = viewed.flatMap((kinds) => (kinds[0] === 'HB' ? kinds.slice(1) : []))
  expect(others.filter((kind) => kind === 'HB').length / others.length).toBeGreaterThan(3 * base)
})

test('old visits come by the secret key, recent ones of browsers by the public key, with consent', async () => {
  const requests: { path: string; key: string; body: Record<string, never[]> }[] = []
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const key = new Headers(init.headers).get('authorization')!.replace('Bearer ', '')
    requests.push({ path: url.pathname, key, body: JSON.parse(String(init.body)) })
    return new Response('{}')
  })
  const seen: number[] = []
  const keys = { publicKey: 'pk', secretKey: 'sk' }
  await simulateShoppers({
    url: 'http://edge',
    ...keys,
    count: 40,
    seed: 1,
    now: NOW,
    onProgress: (done) => seen.push(done),
  })
  vi.unstubAllGlobals()

  expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  const batches = requests.filter(({ path }) => path === '/v1/batch')
  expect(batches.every(({ body }) => (body.consent as { analytics?: boolean }).analytics)).toBe(true)
  const calls = batches.flatMap(({ key, body }) =>
    body.batch!.map((call: { timestamp: string; userId?: string }) => ({ key, ...call })),
  )
  for (const { key, timestamp, userId } of calls) {
    if (key === 'pk') expect(NOW - Date.parse(timestamp)).toBeLessThan(7 * DAY_MS)
    if (userId !== undefined) expect(key).toBe('sk')
  }
  expect(new Set(calls.map(({ key }) => key))).toEqual(new Set(['pk', 'sk']))
  expect(requests.filter(({ path }) => path === '/v1/orders').every(({ key }) => key === 'sk')).toBe(true)
})

test('a refusal is one sentence', async () => {
  vi.stubGlobal('fetch', async () => new Response('no such key', { status: 401 }))
  const simulation = { url: 'http://edge', publicKey: 'pk', secretKey: 'sk', count: 1, seed: 1, now: NOW }
  await expect(simulateShoppers(simulation)).rejects.toThrow('POST /v1/batch answered 401: no such key')
  vi.unstubAllGlobals()
})
