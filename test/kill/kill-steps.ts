import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { edgeClient } from '../../tools/local/edge-client.ts'
import { type Client, client } from '../worker/client.ts'
import { until } from '../worker/until.ts'
import { LocalEdge } from './local-edge.ts'

/** Every moment at which a merge or a split has done one thing and not yet the next. */
export const STEPS = [
  'join.noted',
  'join.yielded',
  'join.joined',
  'pull.page',
  'pull.folded',
  'split.noted',
  'split.opened',
  'split.committed',
  'split.copied',
  'split.redirected',
  'split.forgotten',
] as const

export interface StepsReport {
  steps: number
  /** What was not as it should be, by step. */
  faults: string[]
}

/** Kills the runtime at every step of a merge and a split, each with people of its own; then looks at them. */
export async function killAtSteps(
  statePath: string,
  onStep: (done: number) => void = () => undefined,
): Promise<StepsReport> {
  const edge = new LocalEdge(statePath)
  const faults: string[] = []
  try {
    const { edgeUrl, adminKey } = await edge.start()
    const keys = await edgeClient(edgeUrl, adminKey).makeShop('steps', { name: 'Steps', origins: [] })
    if (!keys) throw new Error('The state folder is not empty')
    for (const [index, step] of STEPS.entries()) {
      const people = new Two(step)
      const connect = async () => client((await edge.address()).edgeUrl, keys.secretKey)
      await people.arrive(await connect())
      if (step.startsWith('split')) await people.merge(await connect())
      await edge.kill()

      const logFile = join(statePath, `${step}.log`)
      await edge.start({ step, logFile })
      const server = await connect()
      const asked = (step.startsWith('split') ? people.split(server) : people.merge(server)).catch(
        () => undefined,
      )
      await until(() => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('stopped'))
      await edge.kill()
      await asked

      await edge.start()
      faults.push(...(await people.faults(await connect())).map((fault) => `${step}: ${fault}`))
      onStep(index + 1)
    }
    const { edgeUrl: lastUrl } = await edge.address()
    faults.push(...(await totalFaults(client(lastUrl, keys.secretKey))))
  } finally {
    await edge.kill()
  }
  return { steps: STEPS.length, faults }
}

const CONSENT = {
  analytics: true,
  personalization: true,
  record: { id: 'choice', at: '2026-01-01T00:00:00Z' },
}
const EVENTS_EACH = 3

interface Seen {
  profile: string
  view: { features: object; consent: number }
  state: { count: number }
}

/** Two people of whom the shop says that they are one, and then that they are not. */
class Two {
  readonly #name: string
  #before: unknown[] = []
  #edge = ''

  constructor(name: string) {
    this.#name = name
  }

  async arrive(server: Client): Promise<void> {
    for (const side of ['a', 'b'] as const) await this.#send(server, side)
    this.#before = await this.#seen(server)
  }

  async merge(server: Client): Promise<void> {
    const [a, b] = this.#sides
    const { status, body } = await server.post<{ edge: string }>('/v1/identity/merge', { a, b })
    if (status !== 200) throw new Error(`The merge answered ${status}: ${JSON.stringify(body)}`)
    this.#edge = body.edge
  }

  async split(server: Client): Promise<void> {
    const { profile } = await this.#read(server, 'a')
    const { status, body } = await server.post('/v1/identity/split', { profile, edge: this.#edge })
    if (status !== 200) throw new Error(`The split answered ${status}: ${JSON.stringify(body)}`)
  }

  /** The crash is over: whatever had been begun, asked again it ends, and everything is there once. */
  async faults(server: Client): Promise<string[]> {
    const faults: string[] = []
    const isSplit = this.#name.startsWith('split')
    if (isSplit) await this.split(server)
    else {
      // Nothing that had been acknowledged is new.
      for (const side of ['a', 'b'] as const) {
        const { accepted, duplicates } = await this.#send(server, side)
        if (accepted !== 0 || duplicates !== EVENTS_EACH)
          faults.push(`${side}: ${accepted} accepted again, ${duplicates} known`)
      }
      await this.merge(server)
      const [a, b] = await Promise.all([this.#read(server, 'a'), this.#read(server, 'b')])
      if (a.profile !== b.profile) faults.push(`they are ${a.profile} and ${b.profile}`)
      if (a.state.count !== 2 * EVENTS_EACH + 2) faults.push(`${a.state.count} events in all`)
      await this.split(server)
    }
    for (const side of ['a', 'b'] as const) {
      const { accepted, duplicates } = await this.#send(server, side)
      if (accepted !== 0 || duplicates !== EVENTS_EACH)
        faults.push(`${side} after the split: ${accepted} accepted again, ${duplicates} known`)
    }
    const after = await this.#seen(server)
    if (!isDeepStrictEqual(after, this.#before))
      faults.push(
        `after the split ${JSON.stringify(after)}, before ${JSON.stringify(this.#before)}`.slice(0, 600),
      )
    return faults
  }

  get #sides() {
    return [
      { type: 'user_id', value: `${this.#name}-a` },
      { type: 'anonymous_id', value: `${this.#name}-b` },
    ] as const
  }

  async #send(server: Client, side: 'a' | 'b') {
    const hour = side === 'a' ? 10 : 11
    const batch = Array.from({ length: EVENTS_EACH }, (_each, index) => ({
      type: 'track',
      event: 'Product Viewed',
      messageId: `${this.#name}-${side}-${index}`,
      timestamp: `2026-11-20T${hour}:0${index}:00Z`,
      properties: { product_id: `${side}-${index}` },
    }))
    const id = `${this.#name}-${side}`
    const ids = side === 'a' ? { userId: id } : { anonymousId: id }
    const answer = await server.post<{ accepted: number; duplicates: number }>('/v1/batch', {
      batch,
      consent: CONSENT,
      ...ids,
    })
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async #seen(server: Client): Promise<unknown[]> {
    const sides = await Promise.all([this.#read(server, 'a'), this.#read(server, 'b')])
    return sides.map(({ profile, view, state }) => ({ profile, view, count: state.count }))
  }

  async #read(server: Client, side: 'a' | 'b'): Promise<Seen> {
    const type = side === 'a' ? 'user_id' : 'anonymous_id'
    const { status, body } = await server.get<Seen>(`/v1/profiles/by/${type}/${this.#name}-${side}`)
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
}

/** In the end everybody is their own again: one row each, and every look counted once. */
async function totalFaults(server: Client): Promise<string[]> {
  const people = STEPS.length * 2
  const expected = { profiles: people, views: people * EVENTS_EACH }
  let seen = {}
  const isThere = async () => {
    const { profiles } = (await server.get<{ profiles: number }>('/v1/audiences')).body
    const { views } = (await server.get<{ views: number }>('/v1/statistics')).body
    seen = { profiles, views }
    return isDeepStrictEqual(seen, expected)
  }
  await until(isThere, { withinMs: 60_000, everyMs: 500 }).catch(() => undefined)
  await setTimeout(1000)
  await isThere()
  return isDeepStrictEqual(seen, expected)
    ? []
    : [`totals: ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`]
}
