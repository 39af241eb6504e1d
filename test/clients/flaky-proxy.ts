import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface FlakyProxy {
  origin: string
  /** How often a request was carried out and its sender not told. */
  lostAnswers(): number
  close(): Promise<void>
}

/**
 * Stands before an HTTP server and loses its first answer: what was asked has been done, and the sender, who sees
 * a 503, has to ask again.
 */
export async function flakyProxy(target: string, pages: Record<string, string> = {}): Promise<FlakyProxy> {
  let lost = 0
  const server = createServer(async (request, response) => {
    const page = pages[request.url ?? '']
    if (page !== undefined) {
      const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html'
      response.setHeader('content-type', `${type}; charset=utf-8`).end(page)
      return
    }
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: request.headersDistinct as HeadersInit & typeof request.headersDistinct,
      ...(hasBody && { body: new Uint8Array(await buffer(request)) }),
    })
    if (request.method === 'POST' && lost === 0) {
      lost++
      response.writeHead(503).end()
      return
    }
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    lostAnswers: () => lost,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
