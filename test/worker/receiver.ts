import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: Record<string, string>
  body: string
}

/** A receiver of webhooks on this machine, which answers as it is told to. */
export class Receiver {
  readonly received: Received[] = []
  /** Path → the status to answer with; 204 where nothing is said. */
  readonly answers = new Map<string, number>()
  readonly #server: Server

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const path = request.url ?? ''
      const headers = request.headers as Record<string, string>
      this.received.push({ path, headers, body: Buffer.concat(chunks).toString() })
      const status = this.answers.get(path) ?? 204
      response.writeHead(status, status === 302 ? { location: `${this.url('/elsewhere')}` } : {}).end()
    })
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  at(path: string): Received[] {
    return this.received.filter((each) => each.path === path)
  }
}
