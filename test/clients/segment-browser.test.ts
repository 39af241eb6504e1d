import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { useEdge } from '../worker/harness.ts'
import { until } from '../worker/until.ts'
import { flakyProxy } from './flaky-proxy.ts'
import { storedEvents } from './stored-events.ts'

const edge = useEdge()
let browser: Browser
let script: string

beforeAll(async () => {
  browser = await launchChromium()
  script = await bundleSegment()
})
afterAll(() => browser?.close())

/** What Segment's own servers would answer for a shop without destinations. */
const settings = (apiKey: string, apiHost: string, deliveryStrategy: object) => ({
  integrations: { 'Segment.io': { apiKey, apiHost, protocol: 'http', deliveryStrategy } },
  plan: { track: { __default: { enabled: true, integrations: {} } } },
})

test.each([
  ['one request a call', { strategy: 'standard' }],
  ['batches', { strategy: 'batching', config: { size: 3, timeout: 500 } }],
])(
  'Segment’s browser client, %s: every call arrives once, although the first answer was lost',
  async (_, delivery) => {
    const proxy = await flakyProxy(edge.runtime.edgeUrl, {
      '/': '<!doctype html><title>A shop</title><script src="/segment.js"></script>',
      '/segment.js': script,
    })
    const shop = await edge.createShop({ origins: [proxy.origin] })
    const page = await browser.newPage()
    await page.goto(proxy.origin)
    const anonymousId = await page.evaluate(
      async ({ writeKey, cdnSettings }) => {
        const { AnalyticsBrowser } = (
          window as never as { Segment: typeof import('@segment/analytics-next') }
        ).Segment
        const analytics = AnalyticsBrowser.load({ writeKey, cdnSettings: cdnSettings as never })
        // How Segment's consent wrappers stamp events; a shop can also declare `consent.unstated` in its set-up.
        await analytics.addSourceMiddleware(({ payload, next }) => {
          payload.obj.context = {
            ...payload.obj.context,
            consent: { categoryPreferences: { Analytics: true, Advertising: false } },
          }
          next(payload)
        })
        await analytics.page('Boots')
        await analytics.track('Product Viewed', { product_id: 'boot-1' })
        await analytics.track('Product Added', { product_id: 'boot-1', quantity: 1 })
        await analytics.identify('customer-1', { size: 42 })
        return (await analytics.user()).anonymousId() ?? ''
      },
      {
        writeKey: shop.publicKey,
        cdnSettings: settings(shop.publicKey, `${new URL(proxy.origin).host}/v1`, delivery),
      },
    )
    const names = await until(async () => {
      const events = await storedEvents(shop.server, 'anonymous_id', anonymousId).catch(() => [])
      return events.length >= 4 && events.map(({ name }) => name)
    })
    await page.close()
    await proxy.close()

    expect(names.sort()).toEqual(['identified', 'page_viewed', 'product_added', 'product_viewed'])
    expect(proxy.lostAnswers()).toBe(1)
  },
)

async function bundleSegment(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from '@segment/analytics-next'", resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'Segment',
    platform: 'browser',
  })
  return outputFiles[0]!.text
}
