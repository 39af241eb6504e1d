import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { catalogFeed } from '../../demo/catalog/catalog.ts'
import { simulateShoppers } from '../../demo/shoppers.ts'
import { edgeClient } from '../../tools/local/edge-client.ts'
import { type Runtime, startRuntime } from '../../tools/local/runtime.ts'
import { launchChromium } from '../browser/chromium.ts'
import { type Client, client } from '../worker/client.ts'

export interface DemoShop {
  /** Where the pages are. */
  readonly url: string
  /** Where Vicino answers. */
  readonly edgeUrl: string
  readonly shop: string
  readonly server: Client
  /** A shopper with a browser of their own; fails the test if a page throws. */
  visit(options?: { width?: number }): Promise<Visitor>
}

export interface Visitor {
  page: Page
  context: BrowserContext
  /** Everything the browser asked of anybody. */
  requests: Request[]
}

const SHOPPERS = 60

/**
 * The demo shop with a short history, for the stories of one file. On `two-sites` its pages are on `localhost` and
 * Vicino on `127.0.0.1`, which to a browser are two sites.
 */
export function useDemoShop(where: 'one-site' | 'two-sites' = 'one-site'): DemoShop {
  const statePath = mkdtempSync(join(tmpdir(), 'vicino-story-'))
  const shop = 'demo'
  let runtime: Runtime
  let server: Client
  let browser: Browser
  const open = new Set<BrowserContext>()
  const faults: string[] = []

  beforeAll(async () => {
    const [port, edgePort] = [await freePort(), await freePort()]
    const url = `http://localhost:${port}`
    const edgeUrl = `http://127.0.0.1:${edgePort}`
    const first = await startRuntime({ statePath, port, edgePort, logFile: join(statePath, 'worker.log') })
    const keys = await edgeClient(edgeUrl, first.adminKey).makeShop(shop, { name: 'Demo', origins: [url] })
    await first.stop()
    if (!keys) throw new Error('The shop was there before the story began')
    const { publicKey, secretKey, identitySecret } = keys
    runtime = await startRuntime({
      statePath,
      port,
      edgePort,
      logFile: join(statePath, 'worker.log'),
      demo: {
        VICINO_SHOP: shop,
        VICINO_ORIGIN: where === 'two-sites' ? edgeUrl : '',
        // The stories are about what is shown; on a busy machine it may take a while.
        VICINO_BLOCK_WAIT: '5000',
        VICINO_PUBLIC_KEY: publicKey,
        VICINO_SECRET_KEY: secretKey,
        VICINO_IDENTITY_SECRET: identitySecret,
      },
    })
    server = client(edgeUrl, secretKey)
    const edge = edgeClient(edgeUrl, runtime.adminKey)
    const config = readFileSync('demo/vicino.config.jsonc', 'utf8')
    await edge.publishFirst('/v1/config', secretKey, config)
    await edge.putCatalog(secretKey, catalogFeed())
    await simulateShoppers({ url: edgeUrl, publicKey, secretKey, count: SHOPPERS, seed: 7 })
    browser = await launchChromium()
  }, 120_000)

  afterEach(async () => {
    await Promise.all([...open].map((context) => context.close()))
    open.clear()
    const thrown = faults.splice(0)
    if (thrown.length > 0) throw new Error(`A page threw: ${thrown.join('; ')}`)
  })

  afterAll(async () => {
    await browser?.close()
    await runtime?.stop()
    rmSync(statePath, { recursive: true, force: true })
  })

  return {
    shop,
    get url() {
      return runtime.url
    },
    get edgeUrl() {
      return runtime.edgeUrl
    },
    get server() {
      return server
    },
    visit: async ({ width = 1280 } = {}) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB' })
      open.add(context)
      const requests: Request[] = []
      context.on('request', (request) => requests.push(request))
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(error.message))
      return { page, context, requests }
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
