import { isDeepStrictEqual } from 'node:util'
import type { Runtime } from '../../tools/local/runtime.ts'
import type { TestShop } from '../worker/harness.ts'
import { until } from '../worker/until.ts'
import { difference } from './difference.ts'
import { generateHistory } from './generate-history.ts'
import type { History, Step } from './history.ts'
import { ReferenceModel } from './reference-model.ts'

export interface Stage {
  runtime: Pick<Runtime, 'evict'>
  shop: TestShop
  /** The newest moment of all histories, epoch ms. */
  base: number
}

/** What went wrong with a seed: the step after which the edge and the model differed, and where. */
export interface Failure {
  seed: number
  step: number
  difference: string
}

/** Sends a seed's history to the running Worker and to the model, and compares what both know. */
export async function playSeed(stage: Stage, seed: number): Promise<Failure | null> {
  const history = generateHistory(seed, stage.base)
  const player = new Player(stage, history)
  for (const [index, step] of history.steps.entries()) {
    const found = await player.play(step).catch((error: unknown) => String(error))
    if (found) return { seed, step: index, difference: `${describe(step)}\n${found}` }
  }
  return null
}

class Player {
  readonly #stage: Stage
  readonly #history: History
  readonly #model: ReferenceModel
  #cookie: string | undefined
  #profile: string | undefined

  constructor(stage: Stage, history: History) {
    this.#stage = stage
    this.#history = history
    this.#model = new ReferenceModel(history.kind)
  }

  /** Undefined = edge and model agree. */
  async play(step: Step): Promise<string | undefined> {
    switch (step.do) {
      case 'send':
        return this.#send(step)
      case 'order':
        return this.#order(step)
      case 'evict':
        return this.#evict()
      case 'erase':
        return this.#erase()
      case 'look':
        return this.#look()
    }
  }

  async #send(step: Extract<Step, { do: 'send' }>): Promise<string | undefined> {
    const now = new Date(Date.now() - 1).toISOString()
    const events = step.events.map((event) =>
      event.timestamp === 'now' ? { ...event, timestamp: now } : event,
    )
    if (step.by === 'server') await this.#find()
    // The server names a profile; before there is one it has nothing to name.
    if (step.by === 'server' && !this.#profile) return
    const expected = this.#model.send({ ...step, events })
    const disturbance = step.isDisturbed ? this.#evict() : undefined
    let answer = await this.#post(step, events)
    await disturbance
    const isRetried = disturbance && answer.status >= 500
    if (isRetried) answer = await this.#post(step, events)
    if (answer.status !== 200) return `answered ${answer.status}: ${JSON.stringify(answer.body)}`
    const { accepted, duplicates, withheld } = answer.body as typeof expected
    if (events.some(({ properties }) => properties?.order_id ?? properties?.transaction_id))
      await this.#settle()
    // Whether the first try was kept before its answer was lost, nobody can know.
    return isRetried ? undefined : difference({ accepted, duplicates, withheld }, expected)
  }

  #post({ by, choice, idsIn }: Extract<Step, { do: 'send' }>, events: object[]) {
    const { shop } = this.#stage
    const ids = by === 'server' || this.#history.kind === 'handle' ? {} : this.#id()
    const batch = idsIn === 'events' ? events.map((event) => ({ ...event, ...ids })) : events
    const body = {
      batch,
      ...(idsIn === 'body' && ids),
      ...(by === 'server' && { profile: this.#profile }),
      ...(choice && { consent: choice }),
    }
    if (by === 'server' || this.#history.kind === 'known') return shop.server.post('/v1/batch', body)
    if (this.#history.kind === 'claim') return shop.browser.post('/v1/batch', body)
    const headers = {
      origin: 'https://shop.example',
      'sec-fetch-site': 'same-site',
      ...(this.#cookie && { cookie: this.#cookie }),
    }
    return shop.browser.post('/v1/batch', body, headers).then((answer) => {
      // Another browser of the same person keeps its cookie when one is told to forget it.
      const cookie = /^([^=]+=v1\.[^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
      if (cookie) {
        this.#cookie = cookie
        this.#profile = cookie.split('.')[2]
      }
      return answer
    })
  }

  async #order({ order, isNamed }: Extract<Step, { do: 'order' }>): Promise<string | undefined> {
    if (isNamed && this.#history.kind === 'handle' && !this.#cookie) return
    const handle = this.#cookie?.slice(this.#cookie.indexOf('=') + 1)
    const names = this.#history.kind === 'handle' ? { handle } : this.#id()
    const word = isNamed ? { ...order, ...names } : order
    this.#model.order(order, isNamed)
    const answer = await this.#stage.shop.server.post('/v1/orders', { orders: [word] })
    if (!isNamed || order.status === 'completed') await this.#settle()
    return answer.status === 200 ? undefined : `answered ${answer.status}: ${JSON.stringify(answer.body)}`
  }

  async #evict(): Promise<undefined> {
    const profile = await this.#find()
    if (!profile) return
    await this.#stage.runtime.evict('Profile', `${this.#stage.shop.id}/${profile}`).catch((error: Error) => {
      // Out of memory already, as between the tries of one request.
      if (!/not currently running/.test(error.message)) throw error
    })
  }

  async #erase(): Promise<string | undefined> {
    if (!this.#model.isStored) return
    const answer = await this.#stage.shop.server.delete(`/v1/profiles/${await this.#find()}`)
    if (answer.status !== 200) return `answered ${answer.status}: ${JSON.stringify(answer.body)}`
    const erasedAt = Date.now()
    await until(() => Date.now() > erasedAt + 3, { everyMs: 1 })
    this.#model.erase(erasedAt)
  }

  async #look(): Promise<string | undefined> {
    const { status, body } = await this.#read()
    const expected = this.#model.profile(Date.now())
    if (status === 404) return difference(null, expected)
    const { profile, view, state, ...rest } = body as ProfileBody
    const { profile: viewed, ...seen } = view
    const { version: _version, ...counted } = state
    const isOther = this.#history.kind === 'handle' && profile !== this.#profile
    if (profile !== viewed || isOther) return `is ${profile}, seen ${viewed}, handle ${this.#profile}`
    return difference({ view: seen, state: counted, ...rest }, expected)
  }

  #read() {
    const { server } = this.#stage.shop
    const { kind, seed } = this.#history
    if (kind === 'handle') {
      const nobody = `p_${'0'.repeat(32)}`
      return server.get(`/v1/profiles/${this.#profile ?? nobody}`)
    }
    return server.get(`/v1/profiles/by/${kind === 'known' ? 'user_id' : 'anonymous_id'}/person-${seed}`)
  }

  /** The profile's id now; a person who was erased and came back has a new one. */
  async #find(): Promise<string | undefined> {
    const { status, body } = await this.#read()
    if (status === 200) this.#profile = (body as { profile: string }).profile
    return this.#profile
  }

  /** Waits until the identity buckets have heard of the orders, because what waited there comes back. */
  async #settle(): Promise<void> {
    const id = await this.#find()
    if (!id) return
    await until(async () => {
      const { status, body } = await this.#stage.shop.server.get<Record<string, number>>(
        `/v1/profiles/${id}/delivery`,
      )
      return status === 404 || body.identity! >= body.sequence! // of nobody there is nothing to deliver
    })
  }

  #id(): Record<string, string> {
    const { kind, seed } = this.#history
    return kind === 'known' ? { userId: `person-${seed}` } : { anonymousId: `person-${seed}` }
  }
}

function describe(step: Step): string {
  return isDeepStrictEqual(step, { do: 'look' }) ? 'look' : JSON.stringify(step).slice(0, 2000)
}

interface ProfileBody {
  profile: string
  view: Record<string, unknown>
  state: Record<string, unknown>
}
