import { describe, expect, test } from 'vitest'
import type { FieldListing } from '../../edge/stores/fields/contract.ts'
import type { FieldSettings } from '../../shared/schema/config/field-setup.ts'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { client, type TestShop, useEdge } from './harness.ts'
import { eventsOf, readRecord } from './stored.ts'
import { placesOf } from './stored-texts.ts'
import { until } from './until.ts'
import { ALL_CONSENT, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

type Listing = Omit<FieldListing, 'fields'> & {
  fields: (FieldListing['fields'][number] & { classified?: object })[]
  reread: { profiles: number; read: number; share: number }
}

const listingOf = async (shop: TestShop) => (await shop.server.get<Listing>('/v1/fields')).body

const fieldOf = (shop: TestShop, path: string) =>
  until(async () => (await listingOf(shop)).fields.find((field) => field.path === path))

const sees = (properties: object) => ({
  ...viewed('boot-1'),
  properties: { product_id: 'boot-1', ...properties },
})

async function publishFields(shop: TestShop, fields: FieldSettings, etag?: string) {
  const condition: Record<string, string> = etag ? { 'if-match': etag } : { 'if-none-match': '*' }
  const answer = await shop.server.put<{ etag: string }>('/v1/setup', { country: 'IT', fields }, condition)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body.etag
}

describe('any JSON', () => {
  const SPELLINGS = [
    ['numbers as they were written', '{"a":1.0,"b":1e2,"c":-0,"d":0.10,"e":12345678901234567890,"f":1E+2}'],
    ['keys in their order, also numbers', '{"z":1,"a":2,"10":3,"2":4}'],
    ['a number beyond all numbers', '{"much":1e400}'],
    ['texts that look alike', '{"Caf\u00e9":1,"Cafe\u0301":2,"\\u0043af\\u00e9s":3}'],
    ['escapes as they were chosen', '{"a":"\\u0041\\/\\n","b":"\ud83d\ude00 \\ud83d\\ude00"}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['white space', '{ "a" :\t[ 1 ,\n 2 ] }'],
    ['every kind, nested', '{"list":[[],{},null,true,false,"",[[["deep"]]]],"":{"":0}}'],
  ]
  test.each(SPELLINGS)('stays to the letter: %s', async (_name, properties) => {
    const shop = await edge.createShop()
    const raw = `{"type":"track","event":"Anything","userId":"ada","messageId":"${messageId()}","properties":${properties}}`
    const batch = `{"consent":{"analytics":true},"batch":[${raw}]}`
    expect((await shop.server.post('/v1/batch', batch)).body).toMatchObject({ accepted: 1, invalid: [] })
    const { profile } = await readRecord(shop, 'user_id/ada')
    expect((await eventsOf(shop, profile)).map((event) => event.raw)).toContain(raw)
  })
})

describe('the catalogue', () => {
  test('has every field that came, with what it looks like, how often and since when', async () => {
    const shop = await edge.createShop()
    const visitor = new Visitor(shop)
    const before = Date.now()
    const list = [
      { product_id: 'a', season: 'AW26' },
      { product_id: 'b', season: 'SS27' },
    ]
    await visitor.decide({
      events: [
        sees({ fit: 'narrow', stock: 3 }),
        sees({ stock: '4' }),
        sees({}),
        { type: 'track', event: 'Cart Viewed', properties: { products: list } },
      ],
    })
    await visitor.decide({ events: [sees({ stock: 'none' })] })
    expect(await fieldOf(shop, 'properties.fit')).toMatchObject({
      type: 'text',
      seen: 1,
      share: 0.25,
      examples: [],
    })
    const stock = await fieldOf(shop, 'properties.stock')
    expect(stock).toMatchObject({
      type: 'text',
      types: ['text', 'number'],
      seen: 3,
      events: { product_viewed: 3 },
    })
    expect(await fieldOf(shop, 'properties.products[].season')).toMatchObject({
      type: 'text',
      seen: 1,
      share: 1,
    })
    expect(stock.firstSeenAt).toBeGreaterThan(before - 1000)
    expect(stock.lastSeenAt).toBeGreaterThanOrEqual(stock.firstSeenAt)
    expect(await listingOf(shop)).toMatchObject({ events: 5, overflow: 0 })
  })

  test('shows a value once three people share it, and never one that looks like a person’s', async () => {
    const shop = await edge.createShop()
    const everybody = { fit: 'narrow', contact: 'ada@example.com', code: '1234567890', first_name: 'ada' }
    const people = [new Visitor(shop), new Visitor(shop), new Visitor(shop)]
    for (const visitor of people.slice(0, 2)) await visitor.decide({ events: [sees(everybody)] })
    await until(async () => (await fieldOf(shop, 'properties.fit')).seen === 2)
    expect((await fieldOf(shop, 'properties.fit')).examples).toEqual([])
    expect(placesOf('narrow', edge.statePath).filter((place) => /FieldCatalog/.test(place))).toEqual([])
    await people[2]!.decide({ events: [sees(everybody)] })
    await until(async () => (await fieldOf(shop, 'properties.fit')).seen === 3)
    const { fields } = await listingOf(shop)
    const examples = Object.fromEntries(fields.map(({ path, examples: shown }) => [path, shown]))
    expect(examples['properties.fit']).toEqual(['narrow'])
    for (const name of ['contact', 'code', 'first_name']) expect(examples[`properties.${name}`]).toEqual([])
    expect(fields.find(({ path }) => path === 'properties.contact')).toMatchObject({
      type: 'email',
      looksPersonal: true,
    })
  })

  test('forgets a person: the example that too few share, the field and the event that only they had', async () => {
    const shop = await edge.createShop()
    const people = [new Visitor(shop), new Visitor(shop), new Visitor(shop)]
    for (const visitor of people) await visitor.decide({ events: [sees({ fit: 'slimcanary' })] })
    const own = { type: 'track', event: 'Owncanary Done', properties: { canaryfield: 'x', fit: 'wide' } }
    await people[0]!.decide({ events: [own] })
    await until(async () => (await fieldOf(shop, 'properties.fit')).examples.includes('slimcanary'))
    await fieldOf(shop, 'properties.canaryfield')
    await shop.server.delete(`/v1/profiles/${people[0]!.profile}`)
    const { fields } = await listingOf(shop)
    expect(fields.find(({ path }) => path === 'properties.fit')?.examples).toEqual([])
    expect(JSON.stringify(fields)).not.toMatch(/canaryfield|owncanary|slimcanary/)
    const inCatalogue = (text: string) =>
      placesOf(text, edge.statePath).filter((place) => /FieldCatalog/.test(place))
    const everywhere = () => ['canaryfield', 'owncanary', 'slimcanary'].flatMap(inCatalogue)
    await until(() => everywhere().length === 0, { withinMs: 20_000, everyMs: 500 })
  })

  test('holds out against ten thousand made-up fields, and says what had no room', async () => {
    const shop = await edge.createShop()
    const visitor = new Visitor(shop)
    await shop.server.post('/v1/track', {
      userId: 'ada',
      event: 'Fitting',
      properties: { honest: 1 },
      context: { consent: ALL_CONSENT },
    })
    await fieldOf(shop, 'properties.honest')
    for (let request = 0; request < 10; request += 1) {
      const events = Array.from({ length: 10 }, (_value, n) => {
        const names = Array.from({ length: 100 }, (_name, field) => [`made_up_${request}_${n}_${field}`, 1])
        return sees(Object.fromEntries(names))
      })
      expect((await visitor.decide({ events })).status).toBe(200)
    }
    const full = await until(async () => {
      const listing = await listingOf(shop)
      return listing.fields.length + listing.overflow >= 10_000 && listing
    })
    expect(full.fields.length).toBeLessThanOrEqual(full.limit)
    expect(full.limit).toBe(2000)
    // What the shop's own server sends makes no room for what a browser makes up.
    expect(full.fields.map(({ path }) => path)).toContain('properties.honest')
    const { body } = await visitor.decide({ events: [sees({})] })
    expect(body.accepted).toBe(1)
  })

  test('is for the secret key alone', async () => {
    const shop = await edge.createShop()
    for (const path of ['/v1/fields', `/v1/profiles/p_${'0'.repeat(32)}/fields`])
      expect((await shop.browser.get(path)).status).toBe(403)
    expect((await shop.browser.put(`/v1/profiles/p_${'0'.repeat(32)}/fields`, {})).status).toBe(403)
  })
})

describe('a field that is classified afterwards', () => {
  const config = {
    ...CONFIG,
    segments: {
      narrow: { who: { did: 'product_viewed', where: { fit: 'narrow' } } },
      gold: { who: { about: 'tier', is: 'gold' } },
    },
    campaigns: {},
  }
  const sizeOf = async (shop: TestShop, segment: string) => {
    const { body } = await shop.server.get<{ bySegment: Record<string, number> }>('/v1/audiences')
    return body.bySegment[segment] ?? 0
  }

  test('is right about the past: everybody is read anew, also after a restart, and the share is told', async () => {
    const shop = await furnishedShop(edge, config)
    const people = Array.from({ length: 12 }, () => new Visitor(shop))
    for (const [index, visitor] of people.entries()) {
      const card = { level: index % 3 === 0 ? ' GOLD' : 'silver' }
      await visitor.decide({ events: [sees({ card, passform: index % 2 === 0 ? 'NARROW ' : 'wide' })] })
    }
    await until(async () => (await listingOf(shop)).reread.profiles === 12)
    expect([await sizeOf(shop, 'gold'), await sizeOf(shop, 'narrow')]).toEqual([0, 0])

    const etag = await publishFields(shop, {
      'properties.card.level': { type: 'text', meaning: 'tier', case: 'lower' },
      passform: { type: 'text', meaning: 'fit' },
    })
    expect((await listingOf(shop)).reread.share).toBeLessThan(1)
    expect((await fieldOf(shop, 'properties.card.level')).classified).toMatchObject({
      meaning: 'tier',
    })
    await edge.restart()
    const after = { ...shop, server: client(edge.runtime.edgeUrl, shop.secretKey) }
    const again = await until(async () => {
      const listing = await listingOf(after)
      return listing.reread.share === 1 && listing
    })
    expect(again.reread).toEqual({ profiles: 12, read: 12, share: 1 })
    expect([await sizeOf(after, 'gold'), await sizeOf(after, 'narrow')]).toEqual([4, 6])

    // And what was classified wrongly is put right the same way.
    await publishFields(after, { passform: { type: 'text', meaning: 'fit' } }, etag)
    await until(async () => (await listingOf(after)).reread.share === 1)
    expect([await sizeOf(after, 'gold'), await sizeOf(after, 'narrow')]).toEqual([0, 6])
  })

  test('for marketing, it is seen of those alone who agree to it', async () => {
    const shop = await furnishedShop(edge, config)
    await publishFields(shop, { tier: { type: 'text', purpose: 'marketing' } })
    const [agrees, refuses] = [new Visitor(shop), new Visitor(shop)]
    await agrees.decide({ events: [sees({ tier: 'gold' })] })
    const { marketing: _marketing, ...others } = ALL_CONSENT
    await refuses.decide({ events: [sees({ tier: 'gold' })], consent: others })
    await until(async () => (await readRecord(shop, agrees.profile)).view.segments.includes('gold'))
    expect((await readRecord(shop, refuses.profile)).view.segments).toEqual([])
  })
})

describe('what is known by classified fields', () => {
  const known = async (shop: TestShop, profile: string) =>
    (await shop.server.get<{ fields: object[] }>(`/v1/profiles/${profile}/fields`)).body.fields

  test('is clean beside the original, with source and time; an edit by hand has a name and its own weight', async () => {
    const shop = await furnishedShop(edge)
    await publishFields(shop, {
      telefono: { type: 'phone', meaning: 'tel', keep: ['desk', 'server'], personal: true },
      tier: { type: 'text', case: 'lower' },
    })
    const say = (traits: object) =>
      shop.server.post('/v1/identify', { userId: 'ada', traits, context: { consent: ALL_CONSENT } })
    await say({ telefono: ' 333 123 4567', tier: 'GOLD' })
    const { profile } = await readRecord(shop, 'user_id/ada')
    await until(async () => (await known(shop, profile)).length === 2)
    expect(await known(shop, profile)).toEqual([
      {
        name: 'tel',
        value: '+393331234567',
        original: ' 333 123 4567',
        field: 'telefono',
        source: { kind: 'server' },
        at: expect.any(Number),
        values: 1,
      },
      expect.objectContaining({ name: 'tier', value: 'gold', original: 'GOLD' }),
    ])
    const edit = { by: 'Anna', fields: { tel: '+48 601 234 567' } }
    expect((await shop.server.put(`/v1/profiles/${profile}/fields`, edit)).status).toBe(200)
    await say({ telefono: '333 765 4321' })
    expect((await known(shop, profile))[0]).toMatchObject({
      value: '+48601234567',
      source: { kind: 'desk', name: 'Anna' },
      values: 3,
    })
  })

  test.each([
    ['nobody who edits', { fields: { tier: 'gold' } }, '/by'],
    ['a name of 61 characters', { by: 'x'.repeat(61), fields: { tier: 'gold' } }, '/by'],
    ['no field', { by: 'Anna', fields: {} }, '/fields'],
    ['a prototype', '{"by":"Anna","fields":{"__proto__":"x"}}', '/fields/__proto__'],
    ['an object as value', { by: 'Anna', fields: { tier: { is: 'gold' } } }, '/fields/tier'],
    ['a document as value', { by: 'Anna', fields: { tier: 'x'.repeat(2000) } }, '/fields/tier'],
    [
      '51 fields',
      { by: 'Anna', fields: Object.fromEntries(Array.from({ length: 51 }, (_v, n) => [`f${n}`, n])) },
      '/fields',
    ],
  ])('an edit with %s is refused', async (_name, body, pointer) => {
    const shop = await edge.createShop()
    const answer = await shop.server.put(`/v1/profiles/p_${'0'.repeat(32)}/fields`, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid-fields', errors: [{ pointer }] })
  })

  test('an edit makes nobody', async () => {
    const shop = await edge.createShop()
    const path = `/v1/profiles/p_${'0'.repeat(32)}/fields`
    expect((await shop.server.put(path, { by: 'Anna', fields: { tier: 'gold' } })).status).toBe(404)
    expect((await shop.server.get(path)).status).toBe(404)
  })
})
