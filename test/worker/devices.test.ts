import { beforeAll, describe, expect, test } from 'vitest'
import { personMark } from '../../edge/lib/person-mark.ts'
import { bucketOf } from '../../shared/lib/hash.ts'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { identityOf, known, split } from './people.ts'
import { readRecord, settled } from './stored.ts'
import { placesOf } from './stored-texts.ts'
import { until } from './until.ts'
import { FROM_SHOP, itemsOf, Visitor, viewed } from './visitor.ts'

const edge = useEdge()
const ADDRESS = '81.2.69.142'
const LINKING = { origins: ['https://shop.example'], devices: { link: true } }
const page = { type: 'home', device: 'mobile' }

let shop: TestShop
beforeAll(async () => {
  shop = await linkingShop()
})

async function linkingShop(): Promise<TestShop> {
  const made = await furnishedShop(edge)
  expect((await made.server.put('/v1/setup', LINKING, { 'if-none-match': '*' })).status).toBe(200)
  // The rim learns of it when it looks again.
  await until(async () => {
    const scout = new Visitor(made)
    await lookAround(scout)
    return (await deviceOf(made, scout.profile)) !== undefined
  })
  return made
}

/** A page view from somewhere. */
function lookAround(
  visitor: Visitor,
  { address = ADDRESS, ...body }: { address?: string; consent?: object } = {},
) {
  const headers = { ...FROM_SHOP, 'cf-connecting-ip': address, 'accept-language': 'it-IT,it;q=0.9' }
  return visitor.decide({ events: [viewed('boot-1')], placements: ['recent'], page, ...body }, headers)
}

async function someone(from: TestShop = shop, address?: string): Promise<Visitor> {
  const visitor = new Visitor(from)
  await lookAround(visitor, address === undefined ? {} : { address })
  await until(async () => (await deviceOf(from, visitor.profile)) !== undefined)
  await settled(from, visitor.profile)
  return visitor
}

interface Device {
  networks: Record<string, number[]>
  language?: string
  screen?: string
}

const bucket = (of: TestShop, profile: string) =>
  edge.runtime.objectStorage('DeviceBucket', `${of.id}/${bucketOf(profile, 8)}`)

async function deviceOf(of: TestShop, profile: string): Promise<Device | undefined> {
  const storage = await bucket(of, profile)
  const [row] = await storage.exec<{ json: string }>('SELECT json FROM device WHERE profile = ?', profile)
  return row && JSON.parse(row.json)
}

/** Has the job propose a pair; answers it as the routes name it. */
async function propose(
  of: TestShop,
  state: string,
  ...visitors: Visitor[]
): Promise<{ a: string; b: string }> {
  const [a, b] = visitors.map(({ profile }) => profile).sort() as [string, string]
  const json = JSON.stringify({
    probability: 0.99,
    evidence: ['places are shared by a few', 'taste is alike'],
  })
  const storage = await bucket(of, a)
  await storage.exec('INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)', a, b, state, json, Date.now())
  return { a, b }
}

interface Pair {
  a: string
  b: string
  state: string
}

async function listed(of: TestShop, list: 'suggestions' | 'soft-links'): Promise<Pair[]> {
  const { status, body } = await of.server.get<Record<string, Pair[]>>(`/v1/identity/${list}`)
  expect(status).toBe(200)
  return body[list === 'suggestions' ? 'suggestions' : 'links']!
}

const say = (of: TestShop, what: string, pair: unknown) =>
  of.server.post<{
    status: string
    state: string
    profile: string
    edge: string
    code: string
    detail: string
  }>(`/v1/identity/${what}`, pair as object)

describe('a sighting', () => {
  test('is a pseudonym of the network, an hour, a language and a class of screen; no address is anywhere', async () => {
    const visitor = await someone()
    const device = await deviceOf(shop, visitor.profile)
    expect(device).toMatchObject({ language: 'it-IT', screen: 'phone' })
    const [[pseudonym, hours]] = Object.entries(device!.networks) as [[string, number[]]]
    expect(pseudonym).toMatch(/^[0-9a-f]{16}$/)
    expect(hours).toEqual([Math.floor(Date.now() / 3_600_000)])
    for (const text of [ADDRESS, '81.2.69.0']) expect(placesOf(text, edge.statePath)).toEqual([])
  })

  test('of a neighbour has the same pseudonym, of somebody far away and in another shop another', async () => {
    const [one, neighbour, far] = [
      await someone(),
      await someone(shop, '81.2.69.7'),
      await someone(shop, '81.2.70.7'),
    ]
    const elsewhere = await linkingShop()
    const other = await someone(elsewhere)
    const networkOf = async (of: TestShop, { profile }: Visitor) =>
      Object.keys((await deviceOf(of, profile))!.networks)[0]
    const own = await networkOf(shop, one)
    expect(await networkOf(shop, neighbour)).toBe(own)
    expect(await networkOf(shop, far)).not.toBe(own)
    expect(await networkOf(elsewhere, other)).not.toBe(own)
  })

  test.each<[string, object, string]>([
    ['who agrees to analytics alone', { consent: { analytics: true } }, ADDRESS],
    ['in a private network', {}, '192.168.1.7'],
  ])('is not kept of somebody %s', async (_who, body, address) => {
    const visitor = new Visitor(shop)
    await lookAround(visitor, { address, ...body })
    await settled(shop, visitor.profile)
    await someone()
    expect(await deviceOf(shop, visitor.profile)).toBeUndefined()
  })

  test('is not kept where the shop does not link devices', async () => {
    const plain = await furnishedShop(edge)
    const visitor = new Visitor(plain)
    await lookAround(visitor)
    await settled(plain, visitor.profile)
    await someone()
    const objects = await edge.runtime.blobs().then((blobs) => blobs.list({ prefix: `devices/${plain.id}` }))
    expect(objects.objects).toEqual([])
  })
})

describe('the night', () => {
  test('forgets devices whose people have withdrawn, and keeps the others', async () => {
    const [gone, stays] = [await someone(), await someone()]
    await gone.decide({ consent: { analytics: true, personalization: false } })
    await settled(shop, gone.profile)
    await edge.runtime.scheduled()
    expect(await deviceOf(shop, gone.profile)).toBeUndefined()
    expect(await deviceOf(shop, stays.profile)).toBeDefined()
  })

  test('proposes anew, and leaves alone what was decided', async () => {
    const visitors = [await someone(), await someone(), await someone()] as const
    const stale = await propose(shop, 'linked', visitors[0], visitors[1])
    const refused = await propose(shop, 'suggested', visitors[1], visitors[2])
    await say(shop, 'suggestions/refuse', refused)
    await edge.runtime.scheduled()
    expect(await listed(shop, 'soft-links')).not.toContainEqual(expect.objectContaining(stale))
    expect((await say(shop, 'suggestions/refuse', refused)).body.state).toBe('refused')
  })

  test('after the shop has taken it out of its setup nothing is left', async () => {
    const other = await linkingShop()
    const visitor = await someone(other)
    const { headers } = await other.server.get('/v1/setup')
    const setup = { origins: LINKING.origins }
    await other.server.put('/v1/setup', setup, { 'if-match': headers.get('etag')! })
    await edge.runtime.scheduled()
    expect(await deviceOf(other, visitor.profile)).toBeUndefined()
  })
})

describe('a human', () => {
  test('accepts, and the two are one person, with the evidence on the edge; a split parts them for good', async () => {
    const [phone, computer] = [await someone(), await someone()]
    const pair = await propose(shop, 'suggested', phone, computer)
    expect(await listed(shop, 'suggestions')).toContainEqual(
      expect.objectContaining({ ...pair, state: 'suggested', probability: 0.99 }),
    )
    const { status, body } = await say(shop, 'suggestions/accept', pair)
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'joined' } })
    expect(await identityOf(shop, phone.profile)).toMatchObject({
      members: [pair.a, pair.b],
      edges: [{ evidence: { kind: 'devices', reason: 'places are shared by a few; taste is alike' } }],
    })
    expect((await say(shop, 'suggestions/accept', pair)).body).toMatchObject({
      status: 'already',
      edge: body.edge,
    })
    expect(await listed(shop, 'suggestions')).not.toContainEqual(expect.objectContaining(pair))
    await split(shop, body.profile, body.edge)
    expect((await say(shop, 'suggestions/accept', pair)).body.code).toBe('not-one-person')
    expect((await readRecord(shop, phone.profile)).profile).toBe(phone.profile)
  })

  test('refuses, and is not asked again', async () => {
    const pair = await propose(shop, 'suggested', await someone(), await someone())
    // In whichever order they are named.
    const { body } = await say(shop, 'suggestions/refuse', { a: pair.b, b: pair.a })
    expect(body).toMatchObject({ ...pair, state: 'refused' })
    expect(await listed(shop, 'suggestions')).not.toContainEqual(expect.objectContaining(pair))
    expect((await say(shop, 'suggestions/accept', pair)).status).toBe(404)
  })

  test('undoes a soft link; nobody was merged by it', async () => {
    const visitors = [await someone(), await someone()] as const
    const pair = await propose(shop, 'linked', ...visitors)
    expect(await listed(shop, 'soft-links')).toContainEqual(expect.objectContaining(pair))
    for (const { profile } of visitors) expect((await identityOf(shop, profile)).members).toEqual([profile])
    expect((await say(shop, 'soft-links/undo', pair)).body).toMatchObject({ ...pair, state: 'refused' })
    expect(await listed(shop, 'soft-links')).not.toContainEqual(expect.objectContaining(pair))
  })

  test('cannot join two different customers', async () => {
    const [ada, bea] = [
      await known(shop, 'ada-d', [viewed('boot-1')]),
      await known(shop, 'bea-d', [viewed('boot-1')]),
    ]
    const pair = await propose(shop, 'suggested', ...[ada, bea].map((profile) => ({ profile }) as Visitor))
    expect((await say(shop, 'suggestions/accept', pair)).body.code).toBe('not-one-person')
    expect((await identityOf(shop, ada)).members).toEqual([ada])
  })
})

describe('a soft link', () => {
  /** Where what a profile is lent is kept. */
  const lentTo = async (profile: string) => {
    const storage = await edge.runtime.objectStorage('Profile', `${shop.id}/${profile}`)
    return {
      read: () => storage.exec<{ key: string }>("SELECT key FROM person WHERE kind = 'lent'"),
      put: (from: string, taste: object) =>
        storage.exec(
          "INSERT INTO person VALUES ('lent', ?, ?)",
          String(personMark(from)),
          JSON.stringify(taste),
        ),
    }
  }
  const HOUR = 3_600_000

  /** As the night leaves it: the computer's person likes shirts, and has looked at one. */
  async function linkedTo(
    phone: Visitor,
    until = Date.now() + HOUR,
  ): Promise<{ computer: Visitor; pair: { a: string; b: string } }> {
    const computer = new Visitor(shop)
    await computer.view('shirt-1', 'shirt-1')
    await settled(shop, computer.profile)
    const pair = await propose(shop, 'linked', phone, computer)
    const lent = await lentTo(phone.profile)
    await lent.put(computer.profile, { categories: { clothes: 1, 'clothes/shirts': 1 }, brands: {}, until })
    await edge.runtime.evict('Profile', `${shop.id}/${phone.profile}`)
    return { computer, pair }
  }

  const shown = async (visitor: Visitor, placement: string) =>
    itemsOf((await visitor.decide({ placements: [placement] })).body.blocks[placement])

  test('lends what the other is drawn to, not what it looked at; undone, all of it is gone', async () => {
    const phone = await someone()
    const before = await shown(phone, 'taste')
    expect(before.filter((id) => id.startsWith('shirt'))).toEqual([])
    const { pair } = await linkedTo(phone)
    expect((await shown(phone, 'taste')).filter((id) => id.startsWith('shirt'))).toEqual([
      'shirt-1',
      'shirt-2',
    ])
    expect(await shown(phone, 'recent')).toEqual(['boot-1'])
    expect(JSON.stringify(await readRecord(shop, phone.profile))).not.toContain('shirt')
    await say(shop, 'soft-links/undo', pair)
    expect(await shown(phone, 'taste')).toEqual(before)
    expect(await (await lentTo(phone.profile)).read()).toEqual([])
  })

  test('ends by itself where no night renews it', async () => {
    const phone = await someone()
    await linkedTo(phone, Date.now() - 1)
    expect((await shown(phone, 'taste')).filter((id) => id.startsWith('shirt'))).toEqual([])
  })

  test('ends with the erasure of the other', async () => {
    const phone = await someone()
    const { computer } = await linkedTo(phone)
    await shop.server.post('/v1/privacy/erase', { profile: computer.profile })
    expect((await shown(phone, 'taste')).filter((id) => id.startsWith('shirt'))).toEqual([])
    expect(await (await lentTo(phone.profile)).read()).toEqual([])
  })

  test('shows nothing to somebody who has withdrawn', async () => {
    const phone = await someone()
    await linkedTo(phone)
    const { body } = await phone.decide({
      placements: ['taste'],
      consent: { analytics: true, personalization: false },
    })
    expect(itemsOf(body.blocks.taste)).toEqual([])
  })
})

describe('abuse', () => {
  const ROUTES = ['suggestions/accept', 'suggestions/refuse', 'soft-links/undo']
  const nobody = `p_${'0'.repeat(32)}`
  const nobodyElse = `p_${'1'.repeat(32)}`

  test.each(ROUTES)('%s does nothing with two who are not proposed', async (route) => {
    const [one, other] = [await someone(), await someone()]
    expect((await say(shop, route, { a: one.profile, b: other.profile })).status).toBe(404)
    expect((await say(shop, route, { a: nobody, b: nobodyElse })).status).toBe(404)
    expect((await identityOf(shop, one.profile)).members).toEqual([one.profile])
  })

  test.each(
    ROUTES.flatMap((route) =>
      [
        {},
        [],
        'x',
        { a: nobody },
        { a: nobody, b: 1 },
        { a: `${nobody}' OR 1`, b: nobody },
        { a: nobody, b: nobodyElse, c: 1 },
      ].map((body) => [route, body] as const),
    ),
  )('%s refuses %j with a reason', async (route, body) => {
    const answer = await say(shop, route, body)
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toBeTruthy()
  })

  test.each(['suggestions', 'soft-links'])('%s is not for the public key', async (list) => {
    expect((await shop.browser.get(`/v1/identity/${list}`, FROM_SHOP)).status).toBe(403)
    expect((await shop.browser.post(`/v1/identity/suggestions/accept`, {}, FROM_SHOP)).status).toBe(403)
  })
})

describe('rights', () => {
  test('a person is told where their devices were and what is guessed, and not of whom else', async () => {
    const [mine, theirs] = [await someone(), await someone()]
    await propose(shop, 'suggested', mine, theirs)
    const { body } = await shop.server.post<{ people: { observed: object; derived: object }[] }>(
      '/v1/privacy/export',
      { profile: mine.profile },
    )
    expect(body.people[0]).toMatchObject({
      observed: {
        devices: [
          {
            profile: mine.profile,
            language: 'it-IT',
            networks: [{ hours: [expect.stringMatching(/:00:00.000Z$/)] }],
          },
        ],
      },
      derived: { links: [{ profile: mine.profile, state: 'suggested', probability: 0.99 }] },
    })
    expect(JSON.stringify(body)).not.toContain(theirs.profile)
  })

  test('an erased person is in no trace and no pair, and a late page view brings nothing back', async () => {
    const [gone, stays] = [await someone(), await someone()]
    await propose(shop, 'suggested', gone, stays)
    const { body } = await shop.server.post<{ receipts: { erased: { what: string; count: number }[] }[] }>(
      '/v1/privacy/erase',
      { profile: gone.profile },
    )
    const counts = Object.fromEntries(body.receipts[0]!.erased.map(({ what, count }) => [what, count]))
    expect(counts).toMatchObject({ traces: 1, pairs: 1 })
    const left = () => placesOf(gone.profile, edge.statePath).filter((place) => /DeviceBucket/.test(place))
    await until(() => left().length === 0, { withinMs: 20_000, everyMs: 500 })
    const before = gone.profile
    await lookAround(new Visitor(shop, gone.cookie))
    await someone()
    expect(await deviceOf(shop, before)).toBeUndefined()
    expect(await deviceOf(shop, stays.profile)).toBeDefined()
  })
})
