import { createHmac } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { type CollectInput, collect } from '../../../../../edge/flow/collect/collect.ts'
import { claimProfile } from '../../../../../edge/lib/claim.ts'
import { type Handle, mintHandle, signHandle } from '../../../../../edge/lib/handle.ts'
import { caller, edgeRequest, SECRETS } from '../../lib/fixtures.ts'

const FIRST = '019ab0c4-5e2f-7a10-b3c8-51d2e47f6a09'
const NOW = Date.parse('2026-11-22T12:00:00Z')
const AGREED = { analytics: true, personalization: true }
const CROSS = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://boots.example' }

const view = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId,
  properties: { product_id: 'B-12' },
  ...more,
})

type Options = Partial<Omit<CollectInput, 'body' | 'text'>> & { headers?: Record<string, string> }

const run = (body: Record<string, unknown>, { headers, ...options }: Options = {}) =>
  collect({
    text: JSON.stringify(body),
    body,
    shape: { list: 'batch', isOptional: true },
    caller: caller(),
    request: edgeRequest(headers),
    env: SECRETS,
    receivedAt: NOW,
    mintMessageId: () => 'minted',
    resolveKnown: async (_type, value) => `p_of_${value}`,
    lookupFacts: () => undefined,
    ...options,
  })

const asServer: Options = { caller: caller('secret') }
const cookie = async (handle: Handle, shop = 'boots') => ({
  Cookie: `vicino_${shop}=${await signHandle(SECRETS, shop, handle)}`,
})
const anonymous = (value: string) => claimProfile(SECRETS, 'boots', 'anonymous_id', value)

const proof = (userId: string, secret = 'is_current') => {
  const expiry = NOW / 1000 + 600
  return `p1.${expiry}.${createHmac('sha256', secret).update(`boots\n${userId}\n${expiry}`).digest('base64url')}`
}

describe('a page of the shop', () => {
  test('gets a handle made from its first event, the same one when it tries again', async () => {
    const body = { consent: AGREED, batch: [view(FIRST), view('m2')] }
    const [first, again] = [await run(body), await run(body)]
    expect(first).toEqual(again)
    expect(first.groups).toHaveLength(1)
    expect(first.viewer?.person).toEqual({
      kind: 'handle',
      ...(await mintHandle(SECRETS, 'boots', FIRST)),
      mayRead: true,
      isNew: true,
    })
    expect(
      first.viewer?.events.map(({ source, messageId, consent, name }) => [source, messageId, consent, name]),
    ).toEqual([
      [first.viewer?.person.source, FIRST, 3, 'product_viewed'],
      [first.viewer?.person.source, 'm2', 3, 'product_viewed'],
    ])
    expect(first.viewer?.consent?.statement).toMatchObject(AGREED)
  })

  test('with a handle keeps it, whatever ids its events claim', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const { groups, viewer } = await run(
      { consent: AGREED, batch: [view('m1', { anonymousId: 'a1', userId: 'victim' })] },
      { headers: await cookie(handle) },
    )
    expect(groups).toHaveLength(1)
    expect(viewer?.person).toEqual({ kind: 'handle', ...handle, mayRead: true, isNew: false })
  })

  test('with a tampered handle is a new visitor', async () => {
    const headers = await cookie(await mintHandle(SECRETS, 'boots'))
    const { viewer } = await run(
      { consent: AGREED, batch: [view(FIRST)] },
      { headers: { Cookie: `${headers.Cookie.slice(0, -9)}AAAAAAAAA` } },
    )
    expect(viewer?.person).toMatchObject({ ...(await mintHandle(SECRETS, 'boots', FIRST)), isNew: true })
  })

  test('that only wants to see something gets a handle, too, once it has agreed', async () => {
    expect((await run({ consent: AGREED })).viewer).toMatchObject({ person: { isNew: true }, events: [] })
    expect((await run({})).viewer).toBeUndefined()
    expect((await run({ consent: { analytics: false } })).viewer).toBeUndefined()
  })
})

describe('before consent', () => {
  test('nothing is kept and nobody identified', async () => {
    for (const body of [
      { batch: [view('m1')] },
      { consent: { analytics: false, marketing: true }, batch: [view('m1')] },
    ]) {
      expect(await run(body)).toMatchObject({ groups: [], withheld: 1, invalid: [] })
    }
  })

  test('a shop may read silence as consent for analytics, never for more', async () => {
    const { groups } = await run(
      { batch: [view('m1')] },
      { caller: caller('public', { unstatedConsent: 'analytics' }) },
    )
    expect(groups[0]?.events[0]?.consent).toBe(1)
    expect(groups[0]?.consent).toBeUndefined()
  })

  test('a refusal is still a refusal there', async () => {
    const permissive = caller('public', { unstatedConsent: 'analytics' })
    expect(
      await run({ consent: { analytics: false }, batch: [view('m1')] }, { caller: permissive }),
    ).toMatchObject({ groups: [], withheld: 1 })
  })

  test('events speak for themselves, and the last word is the person’s', async () => {
    const event = (messageId: string, timestamp: string, Analytics: boolean) =>
      view(messageId, {
        anonymousId: 'a',
        timestamp,
        context: { consent: { categoryPreferences: { Analytics, Functional: true } } },
      })
    const collected = await run({
      batch: [
        event('m2', '2026-11-22T11:00:00Z', true),
        event('m1', '2026-11-22T10:00:00Z', true),
        event('m3', '2026-11-22T11:30:00Z', false),
      ],
    })
    expect(collected).toMatchObject({ withheld: 1 })
    expect(collected.groups[0]?.events.map(({ consent }) => consent)).toEqual([3, 3])
    expect(collected.groups[0]?.consent?.statement).toMatchObject({ analytics: false })
  })

  test('who withdraws is heard, not read, and loses the cookie', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const agreedBefore = view('m1', { context: { consent: AGREED } })
    const collected = await run(
      { consent: { analytics: false }, batch: [agreedBefore] },
      { headers: await cookie(handle) },
    )
    expect(collected).toMatchObject({ withheld: 1, isHandleRevoked: true })
    expect(collected.groups).toMatchObject([
      {
        person: { profile: handle.profile, mayRead: false },
        events: [],
        consent: { source: handle.source, statement: { analytics: false } },
      },
    ])
  })

  test('a browser’s privacy signal takes away ads', async () => {
    const { groups } = await run(
      { consent: { analytics: true, marketing: true }, batch: [view('m1')] },
      { headers: { 'Sec-GPC': '1' } },
    )
    expect(groups[0]?.events[0]?.consent).toBe(1 + 4 + 8 + 16 + 32 + 64)
    expect(groups[0]?.consent?.statement.record?.gpc).toBe(true)
  })
})

describe('a claim', () => {
  test('is appended to and never read', async () => {
    const { viewer } = await run({
      consent: AGREED,
      batch: [view('m1', { anonymousId: 'a1', userId: 'victim' })],
    })
    expect(viewer?.person).toEqual({
      kind: 'claim',
      ...(await anonymous('a1')),
      mayRead: false,
      isNew: false,
    })
    expect(viewer?.events[0]).not.toHaveProperty('isTrusted')
  })

  test('of a user id never meets the known person', async () => {
    const resolveKnown = vi.fn(async () => 'p_victim')
    const { viewer } = await run(
      { consent: AGREED, batch: [view('m1', { userId: 'victim' })] },
      { headers: CROSS, resolveKnown },
    )
    expect(viewer?.person).toMatchObject({
      kind: 'claim',
      ...(await claimProfile(SECRETS, 'boots', 'user_id', 'victim')),
      mayRead: false,
    })
    expect(resolveKnown).not.toHaveBeenCalled()
  })

  test('sorts a batch by id, in the order of events', async () => {
    const ids = ['a', 'b', 'a', 'c', 'b']
    const { groups, withheld } = await run({
      consent: AGREED,
      batch: ids.map((anonymousId, index) => view(`m${index}`, { anonymousId })),
    })
    expect(groups.map(({ events }) => events.map(({ messageId }) => messageId))).toEqual([
      ['m0', 'm2'],
      ['m1', 'm4'],
      ['m3'],
    ])
    expect(withheld).toBe(0)
  })

  test('that is a placeholder is none', async () => {
    const { viewer } = await run({ consent: AGREED, batch: [view('m1', { anonymousId: '0000' })] })
    expect(viewer?.person).toMatchObject({ kind: 'handle', isNew: true })
  })
})

describe('another site', () => {
  test('neither gets nor uses a handle', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const headers = { ...CROSS, ...(await cookie(handle)) }
    expect(await run({ consent: AGREED, batch: [view('m1')] }, { headers })).toMatchObject({
      groups: [],
      withheld: 1,
    })
    const { viewer } = await run({ consent: AGREED, batch: [view('m1', { anonymousId: 'a1' })] }, { headers })
    expect(viewer?.person).toMatchObject({ kind: 'claim', mayRead: false })
  })
})

describe('the script on another host', () => {
  const question = { consent: AGREED, anonymousId: 'a1', events: [view('m1')] }
  const asScript: Options = { shape: { list: 'events', isOptional: true } }

  test('of the same site is given a handle: its own id is for the case that there can be none', async () => {
    const headers = { 'Sec-Fetch-Site': 'same-site', Origin: 'https://shop.example' }
    const { viewer } = await run(question, { ...asScript, headers })
    expect(viewer?.person).toMatchObject({ kind: 'handle', isNew: true, mayRead: true })
  })

  test('of another site stays a claim', async () => {
    const { viewer } = await run(question, { ...asScript, headers: CROSS })
    expect(viewer?.person).toMatchObject({ kind: 'claim', mayRead: false })
  })
})

describe('a proof', () => {
  test('makes the user known beside the handle', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const identify = { type: 'identify', userId: 'ada', messageId: 'm1', traits: { city: 'Lodi' } }
    const order = {
      type: 'track',
      event: 'Order Completed',
      userId: 'ada',
      messageId: 'm2',
      properties: { total: 1e6 },
    }
    const { viewer } = await run(
      {
        consent: AGREED,
        userId: 'ada',
        proof: proof('ada'),
        batch: [identify, { ...identify, messageId: 'm3', userId: 'other' }, order],
      },
      { headers: await cookie(handle) },
    )
    expect(viewer).toMatchObject({
      person: { profile: handle.profile },
      known: { type: 'user_id', value: 'ada' },
    })
    expect(viewer?.events.map(({ messageId, isTrusted }) => [messageId, isTrusted])).toEqual([
      ['m1', true],
      ['m3', undefined],
      ['m2', undefined],
    ])
  })

  test('beside an identify call speaks of the user that the call names', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const identify = { type: 'identify', userId: 'ada', messageId: 'm1' }
    const { viewer } = await run(
      { consent: AGREED, proof: proof('ada'), batch: [view('m0'), identify] },
      { headers: await cookie(handle) },
    )
    expect(viewer).toMatchObject({ known: { type: 'user_id', value: 'ada' } })
  })

  test('links nobody who refuses', async () => {
    const headers = await cookie(await mintHandle(SECRETS, 'boots'))
    const { viewer } = await run(
      { consent: { analytics: false }, userId: 'ada', proof: proof('ada') },
      { headers },
    )
    expect(viewer).toMatchObject({ person: { mayRead: false }, consent: { statement: { analytics: false } } })
    expect(viewer).not.toHaveProperty('known')
  })

  test('stands where there can be no handle, and no claim is taken over with it', async () => {
    const { viewer, groups } = await run(
      {
        consent: AGREED,
        userId: 'ada',
        proof: proof('ada'),
        batch: [view('m1', { anonymousId: 'somebody' })],
      },
      { headers: CROSS },
    )
    expect(groups).toHaveLength(1)
    expect(viewer).toMatchObject({ person: { kind: 'known', profile: 'p_of_ada', mayRead: false } })
    expect(viewer).not.toHaveProperty('known')
  })

  test.each([
    ['forged', { userId: 'ada', proof: proof('ada', 'guess') }],
    ['for somebody else', { userId: 'victim', proof: proof('ada') }],
    ['without a user', { proof: proof('ada') }],
    [
      'for somebody else than is identified',
      { proof: proof('ada'), batch: [{ type: 'identify', userId: 'bea', messageId: 'm1' }] },
    ],
    ['an object', { userId: 'ada', proof: {} }],
  ])('that is %s is refused, whatever else is right', async (_name, body) => {
    await expect(run({ consent: AGREED, batch: [view('m1')], ...body })).rejects.toMatchObject({
      status: 401,
    })
  })
})

describe('a server with the secret key', () => {
  test('is believed', async () => {
    const { groups } = await run(
      { batch: [view('m1', { userId: 'ada', anonymousId: 'a1' }), view('m2', { anonymousId: 'a1' })] },
      asServer,
    )
    expect(groups.map(({ person }) => [person.profile, person.source, person.mayRead])).toEqual([
      ['p_of_ada', 's', true],
      [(await anonymous('a1')).profile, 's', true],
    ])
    expect(groups[0]?.events[0]).toMatchObject({ source: 's', consent: 1, isTrusted: true })
  })

  test('may name a profile; a browser may not', async () => {
    const profile = `p_${'0'.repeat(32)}`
    expect((await run({ profile, batch: [view('m1')] }, asServer)).viewer?.person.profile).toBe(profile)
    expect((await run({ profile, consent: AGREED, batch: [view('m1')] })).viewer?.person.profile).not.toBe(
      profile,
    )
    await expect(run({ profile: '../boots', batch: [] }, asServer)).rejects.toMatchObject({ status: 400 })
  })

  test('passes a shopper’s cookie on', async () => {
    const handle = await mintHandle(SECRETS, 'boots')
    const { viewer } = await run({ batch: [view('m1')] }, { ...asServer, headers: await cookie(handle) })
    expect(viewer?.person).toMatchObject({
      profile: handle.profile,
      source: 's',
      mayRead: true,
      isNew: false,
    })
  })

  test('without an id speaks of nobody', async () => {
    expect(await run({ batch: [view('m1')] }, asServer)).toMatchObject({ groups: [], withheld: 1 })
  })

  test('that only asks makes nobody', async () => {
    const resolveKnown = vi.fn(async () => null)
    expect((await run({ userId: 'ada' }, { ...asServer, resolveKnown })).viewer).toBeUndefined()
    expect(resolveKnown).toHaveBeenCalledExactlyOnceWith('user_id', 'ada', null)
  })

  test('two ways to one profile are one visit', async () => {
    const { groups } = await run(
      { batch: [view('m1', { userId: 'ada' }), view('m2', { userId: 'ADA' })] },
      { ...asServer, resolveKnown: async () => 'p_1' },
    )
    expect(groups.map(({ events }) => events.length)).toEqual([2])
  })

  test('after an erasure only what happened later counts', async () => {
    const erasedAt = NOW - 3_600_000
    let exists = false
    const resolveKnown = async (_type: string, _value: string, time: number | null) => {
      exists ||= time !== null && time > erasedAt
      return exists ? 'p_new' : null
    }
    const at = (minutes: number) => new Date(erasedAt + minutes * 60_000).toISOString()
    const event = (minutes: number) => view(`m${minutes}`, { userId: 'ada', timestamp: at(minutes) })
    const collected = await run(
      { batch: [event(5), event(-5), event(0), event(1)] },
      { ...asServer, resolveKnown },
    )
    expect(collected.groups[0]?.events.map(({ messageId }) => messageId)).toEqual(['m5', 'm1'])
    expect(collected.withheld).toBe(2)
  })
})

describe('bodies', () => {
  test('each event keeps its own characters', async () => {
    const text =
      '{"consent":{"analytics":true},"batch":[ {"type":"track", "event":"x","messageId":"m1","anonymousId":"a","properties":{"p":1.0}} , {"type":"page","messageId":"m2","anonymousId":"a"}]}'
    const { groups } = await run(JSON.parse(text), { ...({ text } as object) })
    expect(groups[0]?.events.map(({ raw }) => raw)).toEqual([
      '{"type":"track", "event":"x","messageId":"m1","anonymousId":"a","properties":{"p":1.0}}',
      '{"type":"page","messageId":"m2","anonymousId":"a"}',
    ])
  })

  test('one bad event does not spoil the others', async () => {
    const batch = [view('m1'), null, view('m2', { messageId: 7 }), { ...view('m3'), event: '' }, view('m4')]
    const { groups, invalid } = await run({ consent: AGREED, batch })
    expect(groups[0]?.events.map(({ messageId }) => messageId)).toEqual(['m1', 'm4'])
    expect(invalid.map(({ index, pointer }) => [index, pointer])).toEqual([
      [1, ''],
      [2, '/messageId'],
      [3, '/event'],
    ])
  })

  test('a single call is its own event', async () => {
    const body = {
      ...view('m1', { anonymousId: 'a', writeKey: 'pk_1' }),
      type: undefined,
      context: { consent: AGREED },
    }
    const { groups } = await run(body, { shape: { type: 'track' } })
    expect(groups[0]?.events[0]).toMatchObject({
      name: 'product_viewed',
      messageId: 'm1',
      consent: 3,
      raw: JSON.stringify(body),
    })
  })

  test.each<[string, Record<string, unknown>, number]>([
    ['no batch', {}, 400],
    ['a batch that is none', { batch: { length: 1 } }, 400],
    ['2,501 events', { batch: Array.from({ length: 2501 }, () => 0) }, 413],
    ['a prototype around the events', { batch: [], context: JSON.parse('{"__proto__":{}}') }, 400],
  ])('refuses %s', async (_name, body, status) => {
    await expect(run(body, { shape: { list: 'batch' } })).rejects.toMatchObject({ status })
  })

  test('what the catalogue knows of the one product stays with the event', async () => {
    const lookupFacts = (id: string) =>
      id === 'B-12' ? { category: 'shoes/boots', brand: 'Acme', price: 1 } : undefined
    const list = {
      ...view('m2'),
      event: 'Product List Viewed',
      properties: { products: [{ product_id: 'B-12' }, { product_id: 'B-7' }] },
    }
    const other = view('m3', { properties: { product_id: 'B-99' } })
    const { groups } = await run({ consent: AGREED, batch: [view('m1'), list, other] }, { lookupFacts })
    expect(groups[0]?.events.map(({ facts }) => facts)).toEqual([
      { category: 'shoes/boots', brand: 'Acme' },
      undefined,
      undefined,
    ])
  })
})

describe('a crowd in one request', () => {
  const of = (ids: (index: number) => object, count: number) =>
    Array.from({ length: count }, (_value, index) =>
      view(`m-${index}`, { context: { consent: AGREED }, ...ids(index) }),
    )

  test.each<[string, (index: number) => object, string]>([
    ['anonymous ids', (index) => ({ anonymousId: `a-${index}` }), '/anonymousId'],
    ['user ids', (index) => ({ userId: `u-${index}` }), '/userId'],
    [
      'user ids beside one anonymous id',
      (index) => ({ anonymousId: 'a', userId: `u-${index}` }),
      '/anonymousId',
    ],
  ])(
    'of the public key: the first 10 %s are heard, the others refused by index',
    async (_what, ids, pointer) => {
      const batch = [...of(ids, 1100), view('again', { context: { consent: AGREED }, ...ids(9) })]
      const { groups, invalid } = await run({ batch }, { headers: CROSS })
      expect(groups.length).toBeLessThanOrEqual(10)
      expect(groups.flatMap(({ events }) => events)).toHaveLength(11)
      expect(invalid.map(({ index }) => index)).toEqual(
        Array.from({ length: 1090 }, (_value, index) => index + 10),
      )
      expect(invalid[0]).toMatchObject({ pointer, reason: expect.stringContaining('secret key') })
    },
  )

  test('of the secret key is heard whole', async () => {
    const { groups, invalid } = await run(
      { batch: of((index) => ({ anonymousId: `a-${index}` }), 300) },
      asServer,
    )
    expect({ groups: groups.length, invalid }).toEqual({ groups: 300, invalid: [] })
  })
})

describe('an event that waited since before the choice', () => {
  const at = (ms: number) => new Date(NOW + ms).toISOString()
  const stamps = async (clockMs: number, consent: object) => {
    const body = {
      sentAt: at(clockMs),
      consent: { ...consent, record: { at: at(clockMs - 60_000) } },
      batch: [
        view('before', { timestamp: at(clockMs - 60_001) }),
        view('with', { timestamp: at(clockMs - 60_000) }),
        view('after', { timestamp: at(clockMs - 1000) }),
      ],
    }
    const { groups } = await run(body)
    return groups.flatMap(({ events }) => events.map((event) => event.consent))
  }

  test.each([
    ['right', 0],
    ['an hour fast', 3_600_000],
    ['a day slow', -86_400_000],
  ])('was agreed to for analytics alone; the browser’s clock is %s', async (_name, clockMs) => {
    expect(await stamps(clockMs, AGREED)).toEqual([1, 3, 3])
  })

  test('is narrowed by the choice as all are', async () => {
    expect(await stamps(0, { analytics: true })).toEqual([1, 1, 1])
    expect(await stamps(0, { analytics: false, personalization: true })).toEqual([])
  })
})
