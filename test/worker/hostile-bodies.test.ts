import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { CONFIG, furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { type Reply, send } from './raw-request.ts'
import { ALL_CONSENT } from './visitor.ts'

// A program that sends nothing but nonsense would soon be told to wait.
const edge = useEdge({ limits: { LIMIT_ADDRESS: 1_000_000, LIMIT_KEY: 1_000_000, LIMIT_SECRET: 1_000_000 } })

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

const post = (path: string, body: RequestInit['body'], headers?: object) =>
  send({ edge, shop }, 'POST', path, body, headers)

function expectRefusal({ status, type, text }: Reply, what = ''): void {
  expect(status, `${what} ${text}`).toBeGreaterThanOrEqual(400)
  expect(status, `${what} ${text}`).toBeLessThan(500)
  expect(type).toBe('application/problem+json')
  expect(JSON.parse(text)).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) })
  expect(text).not.toMatch(/\bat \w+ \(|\.js:\d+|TypeError/)
}

const bytes = (...values: number[]) => new Uint8Array(values)
const event = (extra: string) => `{"type":"track","event":"x","messageId":"m",${extra}}`

const BOMB = gzipSync(Buffer.alloc(60_000_000, 32))

// The short addresses share the code of the long ones; one of them stands for all.
describe.each(['track', 'identify', 'group', 'p', 'batch', 'decide'])('/v1/%s', (path) => {
  test.each<[string, RequestInit['body'], object?]>([
    ['nothing', null],
    ['an empty text', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['a text', '"text"'],
    ['a number', '7'],
    ['true', 'true'],
    ['truncated JSON', '{"batch":[{"type":"tr'],
    ['JSON and more', '{} {}'],
    ['NaN', '{"a":NaN}'],
    ['Infinity', '{"a":-Infinity}'],
    ['JSON with comments', '{/* */}'],
    ['single quotes', "{'a':1}"],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a form', 'a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a file', '--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['invalid UTF-8', bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)],
    ['UTF-8 that breaks off', bytes(0x7b, 0x22, 0xf0, 0x9f)],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['a byte order mark of UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00)],
    ['a gzip bomb', BOMB, { 'content-encoding': 'gzip' }],
    ['gzip that breaks off', gzipSync('{"a":1}').subarray(0, 15), { 'content-encoding': 'gzip' }],
    ['gzip that is none', '{"a":1}', { 'content-encoding': 'gzip' }],
    ['gzip twice', gzipSync(gzipSync('{}')), { 'content-encoding': 'gzip, gzip' }],
    ['brotli', '{}', { 'content-encoding': 'br' }],
    ['100,000 brackets', '['.repeat(100_000)],
    ['80,000 levels', `${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}`],
    ['a wrong key', '{}', { authorization: 'Bearer nonsense' }],
    ['no known scheme', '{}', { authorization: 'Digest nonsense' }],
    ['Basic without base64', '{}', { authorization: 'Basic %%%' }],
  ])('%s is refused', async (what, body, headers) => {
    expectRefusal(await post(path, body, headers), what)
  })

  // One event of each: alone it is refused, in a list by its index.
  test.each([
    ['half of a surrogate pair', event('"properties":{"a":"\\ud800"}')],
    ['a surrogate pair turned round', event('"properties":{"\\udc00\\ud800":1}')],
    ['__proto__', event('"__proto__":{"isTrusted":true}')],
    ['__proto__, disguised', event('"properties":{"\\u005f_proto__":{"polluted":true}}')],
    ['constructor', event('"properties":{"constructor":{"prototype":{"polluted":true}}}')],
    ['70 levels', event(`"properties":${'{"a":'.repeat(70)}1${'}'.repeat(70)}`)],
    ['70 lists', event(`"properties":{"a":${'['.repeat(70)}${']'.repeat(70)}}`)],
    [
      '1,100 keys',
      event(`"properties":{${Array.from({ length: 1100 }, (_value, key) => `"${key}":1`).join()}}`),
    ],
    ['33 KB', event(`"properties":{"a":"${'x'.repeat(33_000)}"}`)],
    ['properties that are a list', event('"properties":[],"traits":[]')],
    ['a context that is a number', event('"context":7')],
    ['a user id that is an object', event('"userId":{"$ne":null}')],
    ['an anonymous id of 300 characters', event(`"anonymousId":"${'x1'.repeat(150)}"`)],
    ['a message id that is a list', '{"type":"track","event":"x","messageId":[]}'],
    ['an infinite price', '{"type":"track","event":"Product Viewed","properties":{"price":1e999}}'],
  ])('an event with %s is refused', async (what, text) => {
    const list = { batch: 'batch', b: 'batch', decide: 'events' }[path]
    const consent = `"consent":${JSON.stringify(ALL_CONSENT)}`
    if (!list) return expectRefusal(await post(path, text.replace(/}$/, `,${consent}}`)), what)
    const good = '{"type":"page"}'
    const reply = await post(path, `{"${list}":[${good},${text},${good}],${consent}}`)
    expect(reply.status, `${what} ${reply.text}`).toBe(200)
    expect(JSON.parse(reply.text)).toMatchObject({ accepted: 2, invalid: [{ index: 1 }] })
  })
})

describe('what is around the events', () => {
  test.each([
    ['__proto__', '{"__proto__":{"batch":[]},"batch":[]}'],
    ['half of a surrogate pair', '{"\\ud800":1,"batch":[]}'],
    ['a second list', '{"batch":[],"batch":7}'],
    ['a list that is none', '{"batch":{"0":{"type":"page"},"length":1}}'],
  ])('%s refuses a batch', async (what, body) => {
    expectRefusal(await post('batch', body), what)
  })

  test.each([
    ['a user id', { userId: { a: 1 } }],
    ['an anonymous id', { anonymousId: ['a'] }],
    ['consent', { consent: 'yes' }],
    ['a proof', { proof: { a: 1 } }],
    ['a proof without a user', { proof: 'p1.9999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['a page', { page: 7 }],
    [
      'a page’s fields',
      { page: { url: {}, type: [], product: 7, category: { a: 1 }, language: 'xx-'.repeat(1000) } },
    ],
    ['a language', { page: { language: '__proto__' } }],
    ['a time', { sentAt: { a: 1 } }],
    ['a key', { writeKey: { a: 1 } }],
    ['events', { events: 'x' }],
    ['placements', { placements: { length: 1 } }],
    ['too many placements', { placements: Array.from({ length: 51 }, (_value, index) => `p${index}`) }],
  ])('%s of the wrong kind is never an error of ours', async (what, body) => {
    const reply = await post('decide', JSON.stringify({ consent: ALL_CONSENT, ...body }))
    expect(reply.status, `${what} ${reply.text}`).toBeLessThan(500)
  })

  test('a placement named like something every object has is unknown', async () => {
    const placements = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']
    const body = JSON.stringify({ placements, events: [{ type: 'page' }], consent: ALL_CONSENT })
    expect(await post('decide', body)).toMatchObject({
      status: 200,
      text: expect.stringContaining('"blocks":{}'),
    })
  })

  test('a product, trait or event named like that is a name like any other', async () => {
    for (const name of ['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']) {
      const batch = [
        {
          type: 'track',
          event: 'Product Viewed',
          properties: { product_id: name, category: name, brand: name },
        },
        { type: 'track', event: name, properties: { [name]: 1 } },
        { type: 'identify', traits: { [name]: name } },
      ]
      const body = {
        events: batch,
        placements: Object.keys(CONFIG.placements),
        page: { type: 'product', product: name, category: name, language: name },
        consent: ALL_CONSENT,
      }
      expect(await post('decide', JSON.stringify(body))).toMatchObject({ status: 200 })
    }
  })
})
