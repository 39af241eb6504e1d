import { setTimeout } from 'node:timers/promises'
import { type SeededRandom, seededRandom } from '../../demo/lib/random.ts'
import type { LocalEdge } from './local-edge.ts'
import { requests, type WriteRequest } from './requests.ts'

export interface Keys {
  publicKey: string
  secretKey: string
}

/** What was answered with success; the edge has promised to keep it. */
export interface Acknowledged {
  request: WriteRequest
  /** Kills before the answer. */
  round: number
}

/** Clients that never give up: each sends one request after the other, every one until it is answered. */
export class Writers {
  readonly acknowledged: Acknowledged[] = []
  /** Tries that ended without an answer of success. */
  failed = 0
  round = 0
  readonly #edge: LocalEdge
  readonly #keys: Keys
  readonly #running: Promise<void>[]
  #isOver = false
  #refusal: unknown
  #hopeful: (() => void)[] = []

  constructor(edge: LocalEdge, keys: Keys, { count, seed }: { count: number; seed: number }) {
    this.#edge = edge
    this.#keys = keys
    this.#running = Array.from({ length: count }, (_, writer) =>
      this.#write(seededRandom(`${seed}-${writer}`), writer).catch((error: unknown) => {
        this.#refusal ??= error
        this.#tell()
      }),
    )
  }

  /**
   * Resolves when the next request is answered with success: from then on the edge is in the middle of its work.
   * Rejects with an answer that no retry can better.
   */
  async progress(): Promise<void> {
    await new Promise<void>((resolve) => this.#hopeful.push(resolve))
    if (this.#refusal) throw this.#refusal
  }

  /** Lets every writer finish what it has begun. Rejects with the first answer that no retry can better. */
  async end(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#running)
    if (this.#refusal) throw this.#refusal
  }

  async #write(random: SeededRandom, writer: number): Promise<void> {
    let isFollowed: true | undefined
    for (const request of requests(random, writer)) {
      if (this.#isOver && !isFollowed) return
      isFollowed = request.isFollowed
      while (!(await this.#send(request))) this.failed += 1
      this.acknowledged.push({ request, round: this.round })
      this.#tell()
    }
  }

  #tell(): void {
    for (const tell of this.#hopeful.splice(0)) tell()
  }

  async #send({ path, key, body, events }: WriteRequest): Promise<boolean> {
    const { edgeUrl } = await this.#edge.address()
    const authorization = `Bearer ${key === 'public' ? this.#keys.publicKey : this.#keys.secretKey}`
    let answer: { status: number; text: string }
    try {
      const response = await fetch(new URL(path, edgeUrl), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      })
      answer = { status: response.status, text: await response.text() }
    } catch {
      // Killed under us: nobody knows whether it was kept, so it is sent again.
      await setTimeout(5)
      return false
    }
    const { status, text } = answer
    if (status === 429 || status >= 500) {
      await setTimeout(50)
      return false
    }
    const said = JSON.parse(text) as Record<string, number>
    const isKept =
      path === '/v1/orders' ? said.withheld === 0 : said.accepted! + said.duplicates! === events.length
    if (status !== 200 || !isKept)
      throw new Error(`${path} answered ${status}: ${text} to ${JSON.stringify(body)}`)
    return true
  }
}
