import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { SetupError } from '../setup/step.mjs'

export interface EdgeHttp {
  post<Body>(path: string, body: unknown): Promise<Body>
  /** Null = 404. */
  find<Body>(path: string): Promise<Body | null>
  close(): void
}

/** Asked again this often: the runtime is on this machine, so it is busy at worst. */
const ATTEMPTS = 10

/**
 * Speaks to the edge with the secret key over connections that stay open. Asks again where it is told to come later
 * or a connection breaks: events carry ids, so nothing is counted twice. Any other refusal is a SetupError.
 */
export function edgeHttp(url: string, secretKey: string, connections: number): EdgeHttp {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = async <Body>(method: string, path: string, body?: string): Promise<Body | null> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await exchange({ agent, url, secretKey, method, path, body })
      if (answer.status === 200) return JSON.parse(answer.text) as Body
      if (answer.status === 404 && method === 'GET') return null
      if (attempt === ATTEMPTS || !AGAIN.includes(answer.status))
        throw new SetupError(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`)
      await setTimeout(1000 * (answer.retryAfter ?? 0.1 * attempt))
    }
  }
  return {
    post: async <Body>(path: string, body: unknown) =>
      (await send<Body>('POST', path, JSON.stringify(body))) as Body,
    find: (path) => send('GET', path),
    close: () => agent.destroy(),
  }
}

/** 0 = the connection broke. */
const AGAIN = [0, 429, 503]

interface Answer {
  status: number
  text: string
  retryAfter?: number
}

interface Exchange {
  agent: Agent
  url: string
  secretKey: string
  method: string
  path: string
  body: string | undefined
}

function exchange({ agent, url, secretKey, method, path, body }: Exchange): Promise<Answer> {
  return new Promise((resolve) => {
    const broken = (error: Error) => resolve({ status: 0, text: error.message })
    const headers = {
      authorization: `Bearer ${secretKey}`,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      }),
    }
    const outgoing = request(new URL(path, url), { agent, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', broken)
      response.once('end', () => {
        const retryAfter = Number(response.headers['retry-after'])
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          ...(retryAfter > 0 && { retryAfter }),
        })
      })
    })
    outgoing.once('error', broken)
    outgoing.end(body)
  })
}
