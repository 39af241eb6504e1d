import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientSettings } from '../../../client/settings.ts'
import type { Block, DecideRequest } from '../../../shared/schema/decide.ts'
import { buildClient } from './build-client.ts'

/** A request to `/v1/decide` as the stub met it. */
export interface Seen {
  body: DecideRequest
  cookie: string | undefined
  contentType: string | undefined
  method: string
}

/** A shop with its edge on one port, as small as can be: pages, the script, and an edge that notes what it hears. */
export interface StubShop {
  origin: string
  seen: Seen[]
  /** Path → what stands in the page's body. Reset with `reset`. */
  pages: Record<string, string>
  /** More response headers for pages, such as a content security policy. */
  headers: Record<string, string>
  settings: ClientSettings
  blocks: Record<string, Block>
  /** Status of `/v1/decide`; 0 cuts the connection. */
  status: number
  delayMs: number
  /** `data-block-wait` of the tag; long, so that no test waits for a fast machine. Null leaves it out. */
  blockWaitMs: number | null
  reset(): void
  /** All events heard, in order; a copy of one heard before (same message id) is left out, as the edge does. */
  events(): { messageId: string; name: string; properties: Record<string, unknown> }[]
  close(): Promise<void>
}

export async function startStubShop(): Promise<StubShop> {
  const files = await buildClient()
  const modules = Object.fromEntries(
    Object.values(files).map((code) => [
      `/v/${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`,
      code,
    ]),
  )
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const origin = request.headers.origin
    if (origin) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-credentials', 'true')
    }
    if (path === '/v1/decide') return decide(request, response)
    if (path === '/pk/vicino.js') {
      response.setHeader('content-type', 'text/javascript')
      response.end(`self.__vicino=${JSON.stringify(shop.settings)};${files['vicino.js']}`)
    } else if (modules[path]) {
      response.setHeader('content-type', 'text/javascript')
      response.end(modules[path])
    } else if (shop.pages[path] !== undefined) {
      for (const [name, value] of Object.entries(shop.headers)) response.setHeader(name, value)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      const wait = shop.blockWaitMs === null ? '' : ` data-block-wait="${shop.blockWaitMs}"`
      response.end(`<!doctype html><html lang="it"><meta name="viewport" content="width=device-width"><title>Scarpe</title>
        <script async src="/pk/vicino.js"${wait}></script><body>${shop.pages[path]}</body></html>`)
    } else {
      response.statusCode = 404
      response.end()
    }
  }

  async function decide(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { cookie, 'content-type': contentType } = request.headers
    // A closed connection heard nothing; an error status is an outage before the store.
    const isHeard = shop.status === 200
    const text = Buffer.concat(chunks).toString()
    if (isHeard)
      shop.seen.push({ body: JSON.parse(text || '{}'), cookie, contentType, method: request.method ?? '' })
    await new Promise((resolve) => setTimeout(resolve, shop.delayMs))
    if (shop.status === 0) return void response.destroy()
    response.statusCode = shop.status
    const body = shop.seen.at(-1)?.body
    if (isHeard && body?.consent?.analytics)
      response.setHeader('set-cookie', 'vicino_demo=handle; HttpOnly; SameSite=Lax; Path=/')
    if (isHeard && body?.consent?.analytics === false)
      response.setHeader('set-cookie', 'vicino_demo=; Max-Age=0; Path=/')
    const asked = (isHeard && body?.placements) || []
    const blocks = Object.fromEntries(Object.entries(shop.blocks).filter(([name]) => asked.includes(name)))
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        accepted: body?.events?.length ?? 0,
        duplicates: 0,
        invalid: [],
        withheld: 0,
        blocks,
      }),
    )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const shop = { origin: `http://127.0.0.1:${port}` } as StubShop
  shop.reset = () =>
    Object.assign(shop, {
      seen: [],
      pages: { '/': '<h1>Home</h1>', '/two': '<h1>Two</h1>' },
      headers: {},
      blocks: {},
      status: 200,
      delayMs: 0,
      blockWaitMs: 5000,
      settings: {
        shop: 'demo',
        key: 'pk',
        endpoint: '',
        currency: 'EUR',
        languages: ['it', 'pl', 'en'],
        consent: { mode: 'own', version: '1', policyUrl: '/privacy' },
      },
    } satisfies Partial<StubShop>)
  shop.events = () => {
    const events = shop.seen.flatMap(({ body }) =>
      (body.events ?? []).map((event) => {
        const {
          messageId,
          event: name,
          type,
          properties,
        } = event as { messageId: string; event?: string; type: string; properties: Record<string, unknown> }
        return { messageId, name: name ?? type, properties }
      }),
    )
    return [...new Map(events.map((event) => [event.messageId, event])).values()]
  }
  shop.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  shop.reset()
  return shop
}
