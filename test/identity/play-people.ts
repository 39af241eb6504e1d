import type { Runtime } from '../../tools/local/runtime.ts'
import { difference } from '../model/difference.ts'
import type { TestShop } from '../worker/harness.ts'
import type { Identity, Merged } from '../worker/people.ts'
import { until } from '../worker/until.ts'
import {
  generatePeople,
  type MemberKind,
  type PeopleHistory,
  type Sending,
  type Step,
} from './generate-people.ts'

export interface Stage {
  runtime: Pick<Runtime, 'evict'>
  shop: TestShop
  base: number
}

/** Where the two tellings of a seed ended differently. */
export interface Failure {
  seed: number
  difference: string
}

/** Tells a history twice, to two sets of profiles, and compares what the shop then knows of each member. */
export async function playPeople(stage: Stage, seed: number): Promise<Failure | null> {
  const history = generatePeople(seed, stage.base)
  const plain = new People(stage, history, 'plain')
  const wild = new People(stage, history, 'wild')
  try {
    await Promise.all([plain.play(history.plain.map((step) => [step])), wild.play(history.wild)])
    for (const [member, kind] of history.members.entries()) {
      const [told, expected] = await Promise.all([wild.seen(member), plain.seen(member)])
      if (JSON.stringify(told) === JSON.stringify(expected)) continue
      return { seed, difference: `member ${member} (${kind})\n${differing(told, expected)}` }
    }
    return null
  } catch (error) {
    return { seed, difference: String((error as Error).stack ?? error) }
  }
}

type Told = Awaited<ReturnType<People['seen']>>

/** Events that only one telling has come first: they mostly explain the rest. */
function differing(told: Told, expected: Told): string {
  const only = (what: string, these: Told, those: Told) =>
    (these?.events ?? [])
      .filter((event) => !those?.events.includes(event))
      .map((event) => `  only ${what}: ${event}`)
  const { events: _told, ...one } = told ?? { events: [] }
  const { events: _expected, ...other } = expected ?? { events: [] }
  const rest = difference(one, other) ?? 'the order of fields'
  return [...only('wild', told, expected), ...only('plain', expected, told), rest].join('\n')
}

const HEADERS = { origin: 'https://shop.example', 'sec-fetch-site': 'same-site' }

class People {
  readonly #stage: Stage
  readonly #history: PeopleHistory
  readonly #name: string
  readonly #cookies = new Map<number, string>()
  /** A browser's requests one after the other until it has its cookie. */
  readonly #first = new Map<number, Promise<unknown>>()
  readonly #edges = new Map<string, string>()

  constructor(stage: Stage, history: PeopleHistory, telling: string) {
    this.#stage = stage
    this.#history = history
    this.#name = `${history.seed}-${telling}`
  }

  async play(groups: Step[][]): Promise<void> {
    for (const group of groups) await Promise.all(group.map((step) => this.#do(step)))
  }

  /** What the shop knows of a member, without the names of profiles and sources. */
  async seen(member: number) {
    const { server } = this.#stage.shop
    const profile = await this.#profileOf(member)
    if (!profile) return null
    await until(async () => {
      const { body } = await server.get<Record<string, number>>(`/v1/profiles/${profile}/delivery`)
      return body.identity! >= body.sequence! && body.shard! >= body.sequence!
    })
    const [record, events, identity] = await Promise.all([
      server.get<Seen>(`/v1/profiles/${profile}`),
      server.get<{ events: SeenEvent[] }>(`/v1/profiles/${profile}/events`),
      server.get<Identity>(`/v1/profiles/${profile}/identity`),
    ])
    const { view, consents, state, validUntil } = record.body
    const told = events.body.events.filter(({ name }) => name !== 'consent_changed')
    const { profile: _profile, ...rest } = view
    return {
      view: rest,
      consents,
      consentAt: state.consentAt,
      // A choice that says nothing new is kept or not, as it comes: it is no event of the person's life.
      count: state.count - (events.body.events.length - told.length),
      validUntil,
      events: told
        .map(({ source: _source, receivedAt: _receivedAt, ...event }) =>
          JSON.stringify(event).replaceAll(`${this.#name}-`, ''),
        )
        .sort(),
      members: identity.body.members.length,
    }
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'send':
        return this.#send(step.sending)
      case 'merge':
        return this.#merge(step.pair)
      case 'split':
        return this.#split(step.pair)
      case 'evict':
        return this.#evict(step.member)
    }
  }

  async #send(sending: Sending): Promise<void> {
    const { shop } = this.#stage
    const kind = this.#kind(sending.to)
    if ('order' in sending) {
      await this.#ok(() => shop.server.post('/v1/orders', { ...sending.order, userId: this.#id(sending.to) }))
      return
    }
    const { events, choice } = sending
    const body = { batch: events, ...(choice && { consent: choice }) }
    if (sending.by === 'server' || kind === 'known') {
      const ids = kind === 'browser' ? { profile: await this.#browser(sending.to) } : this.#ids(sending.to)
      await this.#ok(() => shop.server.post('/v1/batch', { ...body, ...ids }))
      return
    }
    if (kind === 'claim') {
      await this.#ok(() => shop.browser.post('/v1/batch', { ...body, ...this.#ids(sending.to) }))
      return
    }
    await this.#browser(sending.to)
    await this.#browse(sending.to, body)
  }

  /** The profile of a browser: it has been to the shop once, before anything is told of it. */
  async #browser(member: number): Promise<string> {
    const first =
      this.#first.get(member) ?? this.#browse(member, { batch: [this.#arrival(member)], consent: ARRIVED })
    this.#first.set(member, first)
    await first
    return this.#cookies.get(member)!.split('.')[2]!
  }

  async #browse(member: number, body: object): Promise<void> {
    const cookie = this.#cookies.get(member)
    const answer = await this.#ok(() =>
      this.#stage.shop.browser.post('/v1/batch', body, { ...HEADERS, ...(cookie && { cookie }) }),
    )
    const given = /^([^=]+=v1\.[^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
    if (given) this.#cookies.set(member, given)
  }

  #arrival(member: number): object {
    const timestamp = new Date(this.#stage.base - 6.5 * 86_400_000 + member).toISOString()
    return {
      type: 'track',
      event: 'arrived',
      messageId: `arrived-${this.#history.seed}-${member}`,
      timestamp,
    }
  }

  async #merge(pair: readonly [number, number]): Promise<void> {
    const [a, b] = await Promise.all(pair.map((member) => this.#side(member)))
    const { body } = await this.#ok(() =>
      this.#stage.shop.server.post<Merged>('/v1/identity/merge', { a, b }),
    )
    this.#edges.set(pair.join(), body.edge)
  }

  async #split(pair: readonly [number, number]): Promise<void> {
    const edge = this.#edges.get(pair.join())
    const profile = await this.#profileOf(pair[0])
    if (edge && profile)
      await this.#ok(() => this.#stage.shop.server.post('/v1/identity/split', { profile, edge }))
  }

  async #evict(member: number): Promise<void> {
    const profile = await this.#profileOf(member)
    if (!profile) return
    await this.#stage.runtime.evict('Profile', `${this.#stage.shop.id}/${profile}`).catch((error: Error) => {
      if (!/not currently running/.test(error.message)) throw error
    })
  }

  async #side(member: number): Promise<object> {
    const kind = this.#kind(member)
    if (kind === 'browser') return { profile: await this.#browser(member) }
    return { type: kind === 'known' ? 'user_id' : 'anonymous_id', value: this.#id(member) }
  }

  async #profileOf(member: number): Promise<string | undefined> {
    const kind = this.#kind(member)
    if (kind === 'browser') return this.#browser(member)
    const path = `/v1/profiles/by/${kind === 'known' ? 'user_id' : 'anonymous_id'}/${this.#id(member)}`
    return (await this.#stage.shop.server.get<{ profile?: string }>(path)).body.profile
  }

  /** An object that was put out of memory in the middle is asked again, as every client does. */
  async #ok<Answer extends { status: number; body: unknown }>(ask: () => Promise<Answer>): Promise<Answer> {
    let answer = await ask()
    for (let tries = 1; tries < 4 && answer.status >= 500; tries++) answer = await ask()
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer
  }

  #ids(member: number): object {
    return this.#kind(member) === 'known' ? { userId: this.#id(member) } : { anonymousId: this.#id(member) }
  }

  #id(member: number): string {
    return `${this.#name}-${member}`
  }

  #kind(member: number): MemberKind {
    return this.#history.members[member]!
  }
}

const ARRIVED = {
  analytics: true,
  personalization: true,
  record: { id: 'arrived', at: '2026-01-01T00:00:00Z' },
}

type SeenEvent = { name: string; source: string; receivedAt: number }

interface Seen {
  view: Record<string, unknown>
  consents: unknown
  state: { count: number; consentAt: number | null }
  validUntil: number | null
}
