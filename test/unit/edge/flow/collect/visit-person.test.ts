import { expect, test, vi } from 'vitest'
import type { PersonGroup } from '../../../../../edge/flow/collect/person.ts'
import { type FoundReply, sendVisit } from '../../../../../edge/flow/collect/send-visit.ts'
import { visitPerson } from '../../../../../edge/flow/collect/visit-person.ts'
import type { Handle } from '../../../../../edge/lib/handle.ts'
import type { Visit } from '../../../../../edge/stores/profile/contract.ts'

const OK: FoundReply = { status: 'ok', stored: 1, duplicates: 0, withheld: 0, view: null }
const ERASED: FoundReply = { status: 'erased', at: 0, erasure: 'e_1' }
const NEXT = { source: 'b:next', profile: 'p_next' }
const FRESH = { source: 'b:fresh', profile: 'p_fresh' }

const group = (person: Partial<PersonGroup['person']> = {}): PersonGroup => ({
  person: { kind: 'handle', profile: 'p_1', source: 'b:1', mayRead: true, isNew: false, ...person },
  events: [
    {
      source: person.source ?? 'b:1',
      messageId: 'm1',
      time: 1,
      receivedAt: 1,
      consent: 1,
      name: 'x',
      raw: '{}',
    },
  ],
  consent: { source: person.source ?? 'b:1', statement: { analytics: true } },
})

function visit(person: Partial<PersonGroup['person']>, ...replies: FoundReply[]) {
  const sent: Visit[] = []
  const send = async (each: Visit) => {
    sent.push(each)
    return replies.shift() ?? OK
  }
  const mintSuccessor = async ({ profile }: Handle, erasure: string) =>
    profile === 'p_1' && erasure === 'e_1' ? NEXT : { source: 'b:later', profile: `${profile}_${erasure}` }
  const context = { shop: { id: 'boots' }, now: 5, send, mint: async () => FRESH, mintSuccessor }
  const result = visitPerson(group(person), context)
  return { result, sent }
}

test('one call, with what there is to say', async () => {
  const { result, sent } = visit({ isNew: true }, OK)
  expect(await result).toMatchObject({ reply: OK, person: { profile: 'p_1', isNew: true } })
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ shop: { id: 'boots' }, profile: 'p_1', now: 5, isNew: true })
})

test.each([
  ['the shop’s server', 's', true],
  ['a browser', 'b:1', undefined],
  ['a claim', 'c:1', undefined],
])('the object is told whether it is the shop’s server that calls: %s', async (_who, source, isServer) => {
  const { result, sent } = visit({ kind: 'known', source }, OK)
  await result
  expect(sent[0]?.isServer).toBe(isServer)
})

test('requests of a browser whose person was erased meet in the next one, whoever comes first', async () => {
  const { result, sent } = visit({ isNew: true }, ERASED)
  expect(await result).toMatchObject({ person: { ...NEXT, isNew: true } })
  expect(sent[1]).toMatchObject({
    profile: 'p_next',
    events: [{ source: 'b:next' }],
    consent: { source: 'b:next' },
  })
  expect(sent[1]).not.toHaveProperty('isNew')
})

test('a cookie that nobody replaced is followed through later erasures', async () => {
  const { result, sent } = visit({}, ERASED, { ...ERASED, erasure: 'e_2' })
  expect(await result).toMatchObject({ person: { profile: 'p_next_e_2', isNew: true } })
  expect(sent).toHaveLength(3)
})

test.each<FoundReply>([{ status: 'taken' }, { status: 'other-person' }])(
  'a handle that is $status gets another one, for all it brings',
  async (reply) => {
    const { result, sent } = visit({ isNew: true }, reply)
    expect(await result).toMatchObject({ person: { ...FRESH, isNew: true } })
    expect(sent[1]).toMatchObject({
      profile: 'p_fresh',
      isNew: true,
      events: [{ source: 'b:fresh', messageId: 'm1' }],
      consent: { source: 'b:fresh' },
    })
  },
)

test.each([
  ['a claim', { kind: 'claim' as const, source: 'c:1' }],
  ['a known person', { kind: 'known' as const, source: 's' }],
  ['a handle that a server passed on', { kind: 'handle' as const, source: 's' }],
])('%s that was erased is left alone', async (_name, person) => {
  const { result, sent } = visit(person, ERASED)
  expect(await result).toBeUndefined()
  expect(sent).toHaveLength(1)
})

test('too much for one profile is 429', async () => {
  await expect(visit({}, { status: 'busy', retryAfterSeconds: 3 }).result).rejects.toMatchObject({
    status: 429,
    headers: { 'Retry-After': '3' },
  })
})

test('a second taken handle is no reason to try for ever', async () => {
  const { result, sent } = visit({}, { status: 'taken' }, { status: 'taken' })
  await expect(result).rejects.toMatchObject({ status: 503 })
  expect(sent).toHaveLength(2)
})

const failing = (...errors: object[]) => {
  const call = vi.fn(async () => {
    const error = errors.shift()
    if (error) throw Object.assign(new Error('object'), error)
    return OK
  })
  // biome-ignore lint/suspicious/noExplicitAny: stands in for a namespace
  const env = { PROFILE: { idFromName: () => ({}), get: () => ({ visit: call }) } } as any
  return { call, sent: sendVisit(env, { shop: { id: 'boots' }, profile: 'p_1', now: 1, events: [] }) }
}

test('a broken connection is tried once more, an overloaded object never', async () => {
  const retried = failing({ retryable: true })
  expect(await retried.sent).toEqual(OK)
  expect(retried.call).toHaveBeenCalledTimes(2)
  const overloaded = failing({ retryable: true, overloaded: true })
  await expect(overloaded.sent).rejects.toMatchObject({ status: 429 })
  expect(overloaded.call).toHaveBeenCalledTimes(1)
  await expect(failing({}).sent).rejects.toThrow('object')
})

test('what a browser still has to tell of an erased person begins no new one', async () => {
  const { result, sent } = visit({}, { ...ERASED, at: 1 })
  expect(await result).toBeUndefined()
  expect(sent).toHaveLength(1)
})
