import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Parcel } from '../../../../client/send/parcel.ts'
import { createSender } from '../../../../client/send/sender.ts'
import type { Answer } from '../../../../client/send/transport.ts'

interface Request {
  ids: string[]
  body: Record<string, unknown>
  isIdentified: boolean
  answer(status: number, more?: Partial<Answer>): Promise<void>
}

let requests: Request[]
let timers: { work(): void; at: number }[]
let kept: Map<string, Parcel>
let now: number
let isIdentified: boolean
let isKnown: boolean

const reply = { accepted: 0, duplicates: 0, invalid: [], withheld: 0, blocks: {} }
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function makeSender(found: Parcel[] = []) {
  return createSender({
    sending: {
      isIdentified: () => isIdentified,
      isKnown: () => isKnown,
      markKnown: () => {
        isKnown = true
      },
      envelope: () => ({ writeKey: 'pk' }),
    },
    transport: (body, identified) =>
      new Promise((resolve) => {
        const sent = body as { events?: { messageId: string }[] }
        requests.push({
          body: body as never,
          ids: (sent.events ?? []).map((event) => event.messageId),
          isIdentified: identified,
          answer: (status, more) => {
            resolve({ status, retryAfterMs: 0, reply: status === 200 ? reply : null, ...more })
            return settled()
          },
        })
      }),
    outbox: {
      put: (parcel) => void kept.set(parcel.id, parcel),
      remove: (ids) => ids.forEach((id) => void kept.delete(id)),
      recover: async () => found,
      rest: () => undefined,
      clear: () => kept.clear(),
    },
    now: () => now,
    random: () => 0.001,
    later: (work, ms) => void timers.push({ work, at: now + Math.floor(ms) }), // as browsers do
  })
}

/** Moves the clock and runs what fell due. */
async function pass(ms: number): Promise<void> {
  now += ms
  const due = timers.filter((timer) => timer.at <= now)
  timers = timers.filter((timer) => timer.at > now)
  for (const timer of due) timer.work()
  await settled()
}

const event = (messageId: string, properties = {}) => ({
  type: 'track' as const,
  event: 'x',
  messageId,
  timestamp: '',
  properties,
})

beforeEach(() => {
  vi.stubGlobal('document', new EventTarget())
  requests = []
  timers = []
  kept = new Map()
  now = 1_000_000
  isIdentified = true
  isKnown = true
})

describe('one task, one request', () => {
  test('events of one task travel with its questions', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    sender.ask('home', { url: '/' })
    sender.post(event('b'))
    sender.ask('hero', { url: '/' })
    await settled()
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      ids: ['a', 'b'],
      isIdentified: true,
      body: { placements: ['home', 'hero'], page: { url: '/' } },
    })
  })

  test('a proof travels with the user it was made for, and other users stay out of the request', async () => {
    const sender = makeSender()
    sender.post({ ...event('a'), userId: 'ada' }, 'p1.ada')
    sender.post({ ...event('b'), userId: 'bob' }, 'p1.bob')
    sender.post(event('c'))
    await settled()
    expect(requests.map(({ ids, body }) => [ids.join(), body.userId, body.proof])).toEqual([
      ['a', 'ada', 'p1.ada'],
      ['b', 'bob', 'p1.bob'],
      ['c', undefined, undefined],
    ])
  })

  test('an event leaves in the microtasks of its own task', async () => {
    makeSender().post(event('a'))
    await Promise.resolve()
    expect(requests).toHaveLength(1)
  })

  test('questions about different products are different requests', async () => {
    const sender = makeSender()
    sender.ask('below', { product: 'a' })
    sender.ask('below', { product: 'b' })
    await settled()
    expect(requests.map((request) => request.body.page)).toEqual([{ product: 'a' }, { product: 'b' }])
  })

  test('much to say is said in requests of at most 16 KB', async () => {
    const sender = makeSender()
    for (const id of ['a', 'b', 'c']) sender.post(event(id, { text: 'x'.repeat(9000) }))
    await settled()
    expect(requests.map((request) => request.ids)).toEqual([['a'], ['b'], ['c']])
  })
})

describe('without consent', () => {
  beforeEach(() => {
    isIdentified = false
  })

  test('events are withheld for ever', async () => {
    const sender = makeSender()
    expect(await sender.post(event('a'))).toBe('withheld')
    isIdentified = true
    sender.flush(true)
    await settled()
    expect(requests).toEqual([])
    expect(kept.size).toBe(0)
  })

  test('a question goes without cookie and without events', async () => {
    const sender = makeSender()
    sender.ask('home', {})
    await settled()
    expect(requests[0]).toMatchObject({ isIdentified: false, ids: [] })
  })

  test('a failed question is not asked again', async () => {
    const sender = makeSender()
    const answer = sender.ask('home', {})
    await settled()
    await requests[0]!.answer(503)
    expect(await answer).toBeNull()
    await pass(100_000)
    expect(requests).toHaveLength(1)
  })
})

describe('until it is acknowledged', () => {
  test('an event is kept, then let go', async () => {
    const sender = makeSender()
    const receipt = sender.post(event('a'))
    await settled()
    expect([...kept.keys()]).toEqual(['a'])
    await requests[0]!.answer(200)
    expect(kept.size).toBe(0)
    expect(await receipt).toBe('sent')
  })

  test('a failure is retried with the same ids, in order, after a wait', async () => {
    const sender = makeSender()
    const receipt = sender.post(event('a'))
    await settled()
    await requests[0]!.answer(0)
    expect(await receipt).toBe('kept')
    const later = sender.post(event('b'))
    await settled()
    expect(requests).toHaveLength(1)
    expect(await later).toBe('kept')
    await pass(500)
    expect(requests[1]!.ids).toEqual(['a', 'b'])
    await requests[1]!.answer(200)
    expect(kept.size).toBe(0)
  })

  test('Retry-After is honoured', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    await requests[0]!.answer(429, { retryAfterMs: 30_000 })
    await pass(29_000)
    expect(requests).toHaveLength(1)
    await pass(1000)
    expect(requests).toHaveLength(2)
  })

  test('a refusal is final', async () => {
    const sender = makeSender()
    const receipt = sender.post(event('a'))
    await settled()
    await requests[0]!.answer(400)
    expect(await receipt).toBe('dropped')
    expect(kept.size).toBe(0)
    await pass(100_000)
    expect(requests).toHaveLength(1)
  })

  test.each([401, 403, 404])('a key or page that is not known yet loses nothing: %i', async (status) => {
    const sender = makeSender()
    const receipt = sender.post(event('a'))
    await settled()
    await requests[0]!.answer(status)
    expect(await receipt).toBe('kept')
    await pass(59_000)
    expect(requests).toHaveLength(1)
    await pass(1000)
    await requests[1]!.answer(200)
    expect(kept.size).toBe(0)
  })

  test('leaving does not wait for the retry clock', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    await requests[0]!.answer(503)
    sender.flush(true)
    expect(requests[1]!.ids).toEqual(['a'])
  })

  test('an event too big for the edge is not sent', async () => {
    expect(await makeSender().post(event('a', { text: 'x'.repeat(40_000) }))).toBe('dropped')
    expect(requests).toEqual([])
  })
})

describe('the first words under a new consent', () => {
  beforeEach(() => {
    isKnown = false
  })

  test('the rest waits for the first answer', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    sender.post(event('b'))
    sender.ask('home', {})
    await settled()
    expect(requests.map((request) => request.ids)).toEqual([['a']])
    await requests[0]!.answer(200)
    expect(isKnown).toBe(true)
    expect(requests[1]).toMatchObject({ ids: ['b'], body: { placements: ['home'] } })
  })

  test('a retry begins with the same event, even when a question comes first', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    await requests[0]!.answer(0)
    sender.post(event('b'))
    sender.ask('home', {})
    await settled()
    expect(requests[1]).toMatchObject({ ids: ['a', 'b'], body: { placements: ['home'] } })
  })

  test('what leaves with the page begins with the event that is under way', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    for (const id of ['b', 'c']) sender.post(event(id, { text: 'x'.repeat(9000) }))
    sender.flush(true)
    expect(requests.map((request) => request.ids)).toEqual([['a'], ['a', 'b'], ['a', 'c']])
  })

  test.each([
    [0, 200],
    [200, 0],
    [0, 0],
  ])('a hidden page’s retry begins there too: %i, then %i', async (first, second) => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    sender.post(event('b'))
    sender.flush(true)
    await requests[1]!.answer(second)
    sender.post(event('c'))
    await settled()
    await requests[0]!.answer(first)
    await pass(100_000)
    for (const request of requests.slice(2)) await request.answer(200)
    if (!first && !second) expect(requests[2]!.ids).toEqual(['a', 'b', 'c'])
    expect(new Set(requests.flatMap(({ ids }) => ids))).toEqual(new Set(['a', 'b', 'c']))
    expect(kept.size).toBe(0)
  })

  test('beside a request without an event nothing leaves: it would be another visitor’s', async () => {
    const sender = makeSender()
    sender.speak()
    await settled()
    sender.post(event('a'))
    sender.flush(true)
    expect(requests.map((request) => request.ids)).toEqual([[]])
    expect([...kept.keys()]).toEqual(['a'])
    await requests[0]!.answer(200)
    expect(requests[1]!.ids).toEqual(['a'])
  })

  test('another user’s proof does not follow', async () => {
    const sender = makeSender()
    sender.post(event('a'))
    await settled()
    sender.post({ ...event('b'), userId: 'bob' }, 'p1.bob')
    sender.flush(true)
    expect(requests.map((request) => request.ids)).toEqual([['a']])
  })

  test('what an earlier page kept goes before this page’s events', async () => {
    const old: Parcel = { id: '0', at: now, bytes: 10, event: event('0') }
    const sender = makeSender([old])
    sender.post(event('a'))
    sender.recover()
    await settled()
    expect(requests.map((request) => request.ids)).toEqual([['0', 'a']])
  })

  test('a choice is stated even when nothing happened', async () => {
    const sender = makeSender()
    sender.speak()
    await settled()
    expect(requests).toHaveLength(1)
    await requests[0]!.answer(503)
    await pass(500)
    expect(requests).toHaveLength(2)
    await requests[1]!.answer(200)
    await pass(100_000)
    expect(requests).toHaveLength(2)
  })
})

describe('what earlier pages left', () => {
  const old: Parcel = { id: '0', at: 0, bytes: 10, event: event('0') }

  test('goes a little later, or with the next event', async () => {
    const sender = makeSender([old])
    sender.recover()
    await settled()
    expect(requests).toEqual([])
    await pass(4000)
    expect(requests[0]!.ids).toEqual(['0'])
  })

  test('a database that does not open holds nothing up', async () => {
    isKnown = false
    const sender = makeSender(new Promise(() => undefined) as never)
    sender.recover()
    sender.post(event('a'))
    await settled()
    expect(requests).toEqual([])
    await pass(500)
    expect(requests[0]!.ids).toEqual(['a'])
  })
})

test('withdrawal forgets the queue; an answer that comes late puts nothing back', async () => {
  const sender = makeSender()
  const inFlight = sender.post(event('a'))
  await settled()
  sender.post(event('b'))
  sender.clear()
  await requests[0]!.answer(503)
  expect(await inFlight).toBe('kept')
  await pass(100_000)
  expect(requests.map((request) => request.ids)).toEqual([['a']])
  expect(kept.size).toBe(0)
})
