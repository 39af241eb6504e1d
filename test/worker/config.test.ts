import { describe, expect, test } from 'vitest'
import { CONFIG, furnishedShop, PRODUCTS } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { until } from './until.ts'
import { itemsOf, Visitor } from './visitor.ts'

const edge = useEdge()
const FIRST = { 'if-none-match': '*' }
const SETUP = { origins: ['https://shop.example'] }

/** As the marketer's file: with comments and trailing commas. */
const asText = (config: object) => `// ours\n${JSON.stringify(config, null, 2)}\n`

interface Published {
  version: number
  etag: string
  warnings: { code: string }[]
}

describe.each([
  ['config', CONFIG, { ...CONFIG, segments: undefined, campaigns: undefined }],
  ['setup', SETUP, { ...SETUP, consent: { unstated: 'analytics' } }],
] as const)('/v1/%s', (kind, document, next) => {
  const path = `/v1/${kind}`
  const put = (shop: TestShop, body: unknown, headers: Record<string, string>) =>
    shop.server.put<Published>(path, body, headers)

  test('comes back as the text it was, under a strong ETag', async () => {
    const shop = await edge.createShop()
    expect((await shop.server.get(path)).status).toBe(404)
    const published = await put(shop, asText(document), FIRST)
    expect(published).toMatchObject({ status: 200, body: { version: 1 } })
    const { headers, body } = await shop.server.get(path)
    expect(body).toBe(asText(document))
    expect(headers.get('etag')).toMatch(/^"1-[0-9a-f]{16}"$/)
    expect(headers.get('etag')).toBe(published.headers.get('etag'))
    expect(published.body.etag).toBe(headers.get('etag'))
  })

  test('is sent once to who already has it', async () => {
    const shop = await edge.createShop()
    const { etag } = (await put(shop, document, FIRST)).body
    const again = await shop.server.get(path, { 'if-none-match': etag })
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag])
    for (const seen of ['*', `"0-0", ${etag}`, `W/${etag}`])
      expect((await shop.server.get(path, { 'if-none-match': seen })).status).toBe(304)
    expect((await shop.server.get(path, { 'if-none-match': '"1-0000000000000000"' })).status).toBe(200)
  })

  test('is changed only by who has seen the newest', async () => {
    const shop = await edge.createShop()
    expect(await put(shop, document, {})).toMatchObject({
      status: 428,
      body: { code: 'precondition-required' },
    })
    const { etag } = (await put(shop, document, FIRST)).body
    expect((await put(shop, next, FIRST)).status).toBe(412)
    expect((await put(shop, next, { 'if-match': '"1-0000000000000000"' })).status).toBe(412)
    expect((await put(shop, next, { 'if-match': `W/${etag}` })).status).toBe(412)
    expect((await put(shop, next, { 'if-match': `"1-0000000000000000", W/${etag}` })).status).toBe(412)
    expect(await put(shop, next, { 'if-match': `"1-0000000000000000", ${etag}` })).toMatchObject({
      status: 200,
      body: { version: 2 },
    })
    const stale = await put(shop, document, { 'if-match': etag })
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } })
    expect(stale.headers.get('etag')).toMatch(/^"2-/)
    expect((await shop.server.get(path)).body).toBe(JSON.stringify(next))
    expect((await shop.server.get(`${path}?version=1`)).body).toBe(JSON.stringify(document))
    for (const version of ['3', '0', '-1', 'x', '1e9', ''])
      expect((await shop.server.get(`${path}?version=${version}`)).status).toBe(404)
  })

  test('is changed by `If-Match: *` where there is one', async () => {
    const shop = await edge.createShop()
    expect((await put(shop, document, { 'if-match': '*' })).status).toBe(412)
    await put(shop, document, FIRST)
    expect(await put(shop, next, { 'if-match': '*' })).toMatchObject({ status: 200, body: { version: 2 } })
  })

  test('of two who publish at once one wins', async () => {
    const shop = await edge.createShop()
    const { etag } = (await put(shop, document, FIRST)).body
    const replies = await Promise.all([document, next].map((body) => put(shop, body, { 'if-match': etag })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  test('is not for browsers', async () => {
    const shop = await edge.createShop()
    expect((await shop.browser.get(path)).status).toBe(403)
    expect((await shop.browser.put(path, document, FIRST)).status).toBe(403)
  })

  test.each(['', 'null', '[]', '7', '{', '{"shop":'])('that is %j is refused with a place', async (text) => {
    const shop = await edge.createShop()
    const { status, body } = await put(shop, text, FIRST)
    const problem = expect.objectContaining({
      line: 1,
      column: expect.any(Number),
      detail: expect.any(String),
    })
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([problem]) },
    })
  })
})

describe('a mistake in the config', () => {
  const lines = (...between: string[]) =>
    [
      '{',
      '  "shop": { "currency": "EUR", "timezone": "Europe/Rome", "languages": ["it"] },',
      ...between,
      '}',
    ].join('\n')

  test.each([
    [
      'a wrong value',
      '  "segments": { "a": { "who": { "did": 7 } } }',
      '/segments/a/who/did',
      3,
      40,
      undefined,
    ],
    [
      'an unknown segment',
      '  "campaigns": { "c": { "where": [], "who": { "inSegment": "vip" }, "variants": {} } }',
      '/campaigns/c/who/inSegment',
      3,
      60,
      undefined,
    ],
    ['a key of later', '  "quietHours": "21:00-08:00"', '/quietHours', 3, 3, 'not supported yet'],
    [
      'a strategy of later',
      '  "recommendations": { "a": { "use": ["similar"] } }',
      '/recommendations/a/use/0',
      3,
      39,
      'not supported yet',
    ],
    [
      'a split',
      '  "campaigns": { "c": { "where": ["p"], "split": "automatic", "variants": {} } }',
      '/campaigns/c/split',
      3,
      41,
      'not supported yet',
    ],
    ['a misspelt key', '  "segmants": {}', '/segmants', 3, 3, undefined],
  ])('%s has a pointer, a line and a column', async (_what, line, pointer, at, column, words) => {
    const shop = await edge.createShop()
    const { status, body } = await shop.server.put<{ errors: object[] }>('/v1/config', lines(line), FIRST)
    expect(status).toBe(422)
    expect(body.errors).toContainEqual(
      expect.objectContaining({ pointer, line: at, column, detail: expect.stringContaining(words ?? '') }),
    )
    expect((await shop.server.get('/v1/config')).status).toBe(404)
  })

  test('leaves the last good one standing, and working', async () => {
    const shop = await furnishedShop(edge)
    const before = await shop.server.get('/v1/config')
    const broken = { ...CONFIG, campaigns: { c: { where: ['nowhere'], variants: {} } } }
    const etag = before.headers.get('etag')!
    expect((await shop.server.put('/v1/config', broken, { 'if-match': etag })).status).toBe(422)
    expect((await shop.server.get('/v1/config')).headers.get('etag')).toBe(etag)
    expect(await new Visitor(shop).sees('plain')).toEqual(['plain'])
  })
})

describe('within a refresh', () => {
  test('decisions are made by the new config, and say its version', async () => {
    const shop = await furnishedShop(edge)
    const shown = async () => (await new Visitor(shop).decide({ placements: ['plain'] })).body.blocks.plain
    expect(await shown()).toMatchObject({ content: { title: 'Nuovi arrivi' } })
    const etag = (await shop.server.get('/v1/config')).headers.get('etag')!
    const content = { autumn: { title: { it: 'Saldi' } } }
    await shop.server.put('/v1/config', { ...CONFIG, content }, { 'if-match': etag })
    const block = await until(
      async () => {
        const found = await shown()
        return found && 'content' in found && found.content.title === 'Saldi' && found
      },
      { withinMs: 5000 },
    )
    const { configVersion } = JSON.parse(Buffer.from(block.decision.split('.')[0]!, 'base64url').toString())
    expect(configVersion).toBe(2)
  })

  test('the origins of a new setup count', async () => {
    const shop = await furnishedShop(edge)
    const visit = (origin: string) => shop.browser.post('/v1/decide', {}, { origin })
    expect((await visit('https://shop.example')).status).toBe(200)
    await shop.server.put('/v1/setup', { origins: ['https://new.example'] }, FIRST)
    await until(async () => (await visit('https://new.example')).status === 200)
    expect((await visit('https://shop.example')).status).toBe(403)
  })

  test('the catalogue of a new upload is shown, and one without a good product changes nothing', async () => {
    const shop = await furnishedShop(edge)
    const visitor = new Visitor(shop)
    await visitor.view('boot-1', 'boot-2')
    const recent = async () => itemsOf((await visitor.decide({ placements: ['recent'] })).body.blocks.recent)
    expect(await recent()).toEqual(['boot-2', 'boot-1'])
    const bad = [
      { ...PRODUCTS[1], price: 'free' },
      { id: 'x' },
      PRODUCTS[0],
      { ...PRODUCTS[2], url: 'javascript:alert(1)' },
      null,
    ]
    const { status, body } = await shop.server.put('/v1/catalog', { products: bad })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        invalid: [
          { index: 0, pointer: '/price' },
          { index: 1, pointer: '/title' },
          { index: 3, pointer: '/url' },
          { index: 4, pointer: '/' },
        ],
      },
    })
    await until(async () => (await recent()).join() === 'boot-1')
    const pointer = (await shop.server.get('/v1/catalog')).body
    expect((await shop.server.put('/v1/catalog', { products: [null, {}] })).status).toBe(400)
    expect((await shop.server.put('/v1/catalog', { products: [] })).status).toBe(400)
    expect((await shop.server.put('/v1/catalog', { nothing: 1 })).status).toBe(400)
    expect((await shop.server.get('/v1/catalog')).body).toEqual(pointer)
  })
})

test('the script carries the settings of its shop, is cached for a minute, and never holds a secret', async () => {
  const shop = await furnishedShop(edge)
  const path = `/${shop.publicKey}/vicino.js`
  const { status, headers, body } = await shop.browser.get<string>(path)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/javascript')
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  expect(body).toContain(`"key":"${shop.publicKey}"`)
  for (const secret of [shop.secretKey, shop.identitySecret, 'boot-fans']) expect(body).not.toContain(secret)
  expect((await shop.browser.get(path, { 'if-none-match': headers.get('etag')! })).status).toBe(304)
  expect((await shop.browser.get(`/${shop.secretKey}/vicino.js`)).status).toBe(404)
  // The address alone says whose script it is: a cache in between does not look at headers.
  const { body: withForeignKey } = await (await furnishedShop(edge)).browser.get(path)
  expect(withForeignKey).toBe(body)
  expect((await shop.browser.get('/pk_nobody/vicino.js')).status).toBe(401)
})
