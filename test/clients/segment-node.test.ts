import { Analytics } from '@segment/analytics-node'
import { expect, test } from 'vitest'
import { useEdge } from '../worker/harness.ts'
import { flakyProxy } from './flaky-proxy.ts'
import { storedEvents } from './stored-events.ts'

const edge = useEdge()

test('Segment’s server client: every call arrives once, although the first answer was lost', async () => {
  const shop = await edge.createShop()
  const proxy = await flakyProxy(edge.runtime.edgeUrl)
  const analytics = new Analytics({ writeKey: shop.secretKey, host: proxy.origin, flushAt: 4 })
  const errors: unknown[] = []
  analytics.on('error', (error) => errors.push(error))

  const userId = 'customer-1'
  analytics.identify({ userId, traits: { email: 'ada@example.com' } })
  analytics.page({ userId, name: 'Boots' })
  for (const product_id of ['boot-1', 'boot-2', 'boot-1']) {
    analytics.track({ userId, event: 'Product Viewed', properties: { product_id } })
  }
  await analytics.closeAndFlush()
  await proxy.close()

  expect(errors).toEqual([])
  expect(proxy.lostAnswers()).toBe(1)
  const events = await storedEvents(shop.server, 'user_id', userId)
  expect(events.map(({ name }) => name).sort()).toEqual([
    'identified',
    'page_viewed',
    'product_viewed',
    'product_viewed',
    'product_viewed',
  ])
  const { body } = await shop.server.get<{ view: { traits: object } }>(`/v1/profiles/by/user_id/${userId}`)
  expect(body.view.traits).toEqual({ email: 'ada@example.com' })
})
