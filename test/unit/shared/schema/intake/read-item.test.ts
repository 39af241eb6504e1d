import { expect, test } from 'vitest'
import { scanJson } from '../../../../../shared/lib/json-scan.ts'
import { type ItemContext, readItem } from '../../../../../shared/schema/intake/read-item.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const read = (raw: string, context: Partial<ItemContext> = {}) =>
  readItem(JSON.parse(raw), raw, {
    index: 3,
    receivedAt: NOW,
    isSecret: false,
    problem: scanJson(raw).problem,
    mintMessageId: () => 'minted',
    ...context,
  })
const track = (more: object = {}) =>
  JSON.stringify({ type: 'track', event: 'Product Viewed', messageId: 'm1', ...more })

test('keeps the sender’s text and says what it means', () => {
  const raw =
    '{"type" : "track","event":"Product Viewed", "messageId":"m1","anonymousId":" a1 ","userId":42,"properties":{"price":1.0}}'
  expect(read(raw)).toEqual({
    event: {
      type: 'track',
      name: 'product_viewed',
      messageId: 'm1',
      time: NOW,
      receivedAt: NOW,
      anonymousId: 'a1',
      userId: '42',
      properties: { price: 1 },
      raw,
    },
  })
})

test.each([
  ['page', '{"type":"page","name":"Home","messageId":"m"}', 'page_viewed'],
  ['screen', '{"type":"screen","messageId":"m"}', 'screen_viewed'],
  ['identify', '{"type":"identify","traits":{"a":1},"messageId":"m"}', 'identified'],
  ['group', '{"type":"group","groupId":"g1","messageId":"m"}', 'grouped'],
])('%s has a name of ours', (_type, raw, name) => {
  expect(read(raw)).toMatchObject({ event: { name } })
})

test('traits are the properties of identify', () => {
  expect(read('{"type":"identify","traits":{"city":"Lodi"},"properties":{"x":1}}')).toMatchObject({
    event: { properties: { city: 'Lodi' }, messageId: 'minted' },
  })
})

test('placeholders are no ids', () => {
  const result = read(track({ anonymousId: '00000000-0000-0000-0000-000000000000', userId: 'null' }))
  expect(result).toMatchObject({ event: { name: 'product_viewed' } })
  expect(result).not.toHaveProperty('event.anonymousId')
  expect(result).not.toHaveProperty('event.userId')
})

test('the item’s own sentAt goes before the request’s', () => {
  const timestamp = '2026-11-22T10:00:00.000Z'
  const sentAt = '2026-11-22T11:00:00.000Z'
  expect(read(track({ timestamp }), { sentAt })).toMatchObject({
    event: { time: NOW - 3_600_000, statedAt: timestamp },
  })
  expect(read(track({ timestamp, sentAt: timestamp }), { sentAt })).toMatchObject({ event: { time: NOW } })
})

test.each<[string, string, string]>([
  ['null', 'null', ''],
  ['an array', '[]', ''],
  ['a number', '1', ''],
  ['no type', '{"event":"x"}', '/type'],
  ['an unknown type', '{"type":"delete"}', '/type'],
  ['a type of another type', '{"type":["track"]}', '/type'],
  ['no event name', '{"type":"track"}', '/event'],
  ['an empty event name', '{"type":"track","event":"  "}', '/event'],
  ['a number for a name', '{"type":"track","event":7}', '/event'],
  ['a name too long', JSON.stringify({ type: 'track', event: 'x'.repeat(201) }), '/event'],
  ['a reserved name', '{"type":"track","event":"Consent Changed"}', '/event'],
  ['an empty message id', track({ messageId: '' }), '/messageId'],
  ['a message id too long', track({ messageId: 'x'.repeat(101) }), '/messageId'],
  ['a message id of another type', track({ messageId: 5 }), '/messageId'],
  ['an id too long', track({ userId: 'x'.repeat(257) }), '/userId'],
  ['an id that is an object', track({ anonymousId: {} }), '/anonymousId'],
  ['a fraction for an id', track({ userId: 1.5 }), '/userId'],
  ['properties that are a list', track({ properties: [] }), '/properties'],
  ['traits that are a text', '{"type":"identify","traits":"x"}', '/traits'],
  ['a context that is a text', track({ context: 'x' }), '/context'],
  ['__proto__', '{"type":"track","event":"x","properties":{"__proto__":{"a":1}}}', '/properties/__proto__'],
  ['a lone surrogate', '{"type":"track","event":"x","properties":{"a":["\\ud800"]}}', '/properties/a/0'],
  ['a price that is none', track({ properties: { price: -1 } }), '/properties/price'],
  ['group without an id', '{"type":"group"}', '/groupId'],
  ['alias of a placeholder', '{"type":"alias","userId":"a","previousId":" NULL "}', '/previousId'],
])('refuses %s', (_name, raw, pointer) => {
  const result = read(raw)
  expect(result).toMatchObject({ refusal: { index: 3, pointer } })
  expect('refusal' in result && result.refusal.reason).toMatch(/\w{3}/)
})

test('32 KB are counted in bytes', () => {
  const fill = (text: string, bytes: number) => track({ properties: { a: text.repeat(bytes) } })
  const room = 32 * 1024 - track({ properties: { a: '' } }).length
  expect(read(fill('a', room))).toHaveProperty('event')
  expect(read(fill('a', room + 1))).toMatchObject({ refusal: { pointer: '' } })
  expect(read(fill('é', Math.floor(room / 2)))).toHaveProperty('event')
  expect(read(fill('é', Math.ceil(room / 2) + 1))).toMatchObject({ refusal: { pointer: '' } })
})

test('an address of one type takes no other', () => {
  expect(read('{"event":"x"}', { type: 'track' })).toHaveProperty('event')
  expect(read('{"type":"alias","userId":"a"}', { type: 'track' })).toMatchObject({
    refusal: { pointer: '/type' },
  })
})

test.each([true, false])('anybody may state an alias (secret key: %s)', (isSecret) => {
  expect(read('{"type":"alias","userId":"a1","previousId":"b1"}', { isSecret })).toMatchObject({
    event: { name: 'aliased', previousId: 'b1' },
  })
  expect(read('{"type":"alias","userId":"a1"}', { isSecret })).toMatchObject({
    refusal: { pointer: '/previousId' },
  })
})

test('what an event says of consent is read, what it only looks like is not', () => {
  expect(read(track({ context: { consent: { categoryPreferences: { Analytics: true } } } }))).toMatchObject({
    event: { consent: { analytics: true } },
  })
  expect(read(track({ context: { consent: 'yes' } }))).not.toHaveProperty('event.consent')
})
