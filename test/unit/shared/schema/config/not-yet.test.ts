import { describe, expect, test } from 'vitest'
import { checkConfig, checkSetup } from '../../../../../shared/schema/config/check.ts'

const SHOP = '"shop": { "currency": "EUR", "timezone": "Europe/Rome", "languages": ["it"] }'

const refusals = (text: string) =>
  checkConfig(`{ ${SHOP}, ${text} }`)
    .problems.filter(({ code }) => code === 'C200')
    .map(({ pointer, message, line, severity }) => ({ pointer, message, line, severity }))

const recommendation = (block: string) => `"recommendations": { "r": { "use": ["trending"], ${block} } }`
const campaign = (block: string) =>
  `"placements": { "p": { "shows": { "campaigns": true } } }, "campaigns": { "c": { "where": ["p"], "variants": { "v": { "title": "x" } }, ${block} } }`

test.each([
  ['/journeys', '"journeys": {}'],
  ['/choose', '"choose": { "by": "expected profit" }'],
  ['/limits', '"limits": [ { "what": "campaigns", "times": 2, "per": "session" } ]'],
  ['/quietHours', '"quietHours": "21:00-08:00"'],
  ['/holdout', '"holdout": { "name": "2026-H2", "percent": 5, "sees": "no campaigns" }'],
  ['/counted', '"counted": { "orderAfterClick": "7d" }'],
  ['/recommendations/r/prefer', recommendation('"prefer": [ { "brand": "Bianchi" } ]')],
  ['/recommendations/r/pin', recommendation('"pin": [ { "product": "B-1", "position": 1 } ]')],
  ['/recommendations/r/proof', recommendation('"proof": "always"')],
  ['/recommendations/r/only/price', recommendation('"only": { "price": { "atMost": 50 } }')],
  ['/recommendations/r/never/brand', recommendation('"never": { "brand": "Bianchi" }')],
  ['/recommendations/r/variety/perCategory', recommendation('"variety": { "perCategory": 2 }')],
  ['/campaigns/c/goal', campaign('"goal": { "did": "order_completed" }')],
  ['/campaigns/c/worth', campaign('"worth": { "profit": 3 }')],
  ['/campaigns/c/split', campaign('"split": "automatic"')],
  ['/campaigns/c/limit', campaign('"limit": { "times": 3, "per": "7d" }')],
  [
    '/segments/s/who/inOrder',
    '"segments": { "s": { "who": { "inOrder": [ { "did": "cart_viewed" }, { "didNot": "order_completed" } ] } } }',
  ],
  [
    '/segments/s/who/matching',
    '"segments": { "s": { "who": { "did": "cart_viewed", "matching": "cart_id" } } }',
  ],
])('%s is refused with pointer and line, and nothing else is wrong with it', (pointer, text) => {
  const name = pointer.split('/').at(-1)
  expect(refusals(text)).toEqual([
    { pointer, message: `"${name}" is not supported yet.`, line: 1, severity: 'error' },
  ])
  const { config, problems } = checkConfig(`{ ${SHOP}, ${text} }`)
  expect(config).toBeUndefined()
  expect(problems.filter(({ severity }) => severity === 'error')).toHaveLength(1)
})

test('a strategy is refused by its name', () => {
  expect(refusals('"recommendations": { "r": { "use": ["trending", "comparison-winner"] } }')).toMatchObject([
    {
      pointer: '/recommendations/r/use/1',
      message: 'The strategy "comparison-winner" is not supported yet.',
    },
  ])
})

test.each([
  [
    'every strategy of this version',
    '"recommendations": { "r": { "use": ["personal", "viewed-together", "recently-viewed", "trending"] } }',
  ],
  [
    'every rule of this version',
    recommendation(
      '"never": { "boughtWithin": "90d", "inCart": true, "viewed": true, "category": ["gift-cards"] }, "only": { "category": "shoes" }, "variety": { "perBrand": 2 }',
    ),
  ],
])('%s is accepted', (_name, text) => {
  expect(checkConfig(`{ ${SHOP}, ${text} }`).problems).toEqual([])
})

const setup = (text: string) => checkSetup(text).problems.map(({ code, pointer }) => `${code} ${pointer}`)

test.each([
  [
    'C200 /feeds',
    '{ "feeds": { "main": { "url": "https://www.shop.com/feed.xml", "format": "google-xml" } } }',
  ],
  ['C200 /reserve', '{ "reserve": { "hero": { "mobile": 320 } } }'],
  ['C200 /consent/tool', '{ "consent": { "tool": "tcf" } }'],
  ['C200 /sendTo/ads/type', '{ "sendTo": { "ads": { "type": "meta-ads" } } }'],
  ['C103 /origins/0', '{ "origins": ["https://shop.example/"] }'],
  ['C103 /origins/0', '{ "origins": ["https://Shop.example"] }'],
  [
    'C103 /sendTo/mailer/secret',
    '{ "sendTo": { "mailer": { "type": "webhook", "url": "https://m.shop.com", "secret": "whsec_123" } } }',
  ],
  [
    'C103 /sendTo/mailer/url',
    '{ "sendTo": { "mailer": { "type": "webhook", "url": "http://m.shop.com", "secret": "env:M" } } }',
  ],
  ['C107 /sendTo/mailer', '{ "sendTo": { "mailer": { "type": "webhook", "url": "https://m.shop.com" } } }'],
  ['C200 /rates', '{ "rates": { "PLN": 0.23 } }'],
  ['C200 /orders', '{ "orders": "all" }'],
  ['C103 /orders', '{ "orders": "some" }'],
  ['C200 /consent/texts', '{ "consent": { "texts": { "title": "Cookies" } } }'],
  [
    'C200 /sendTo/mailer/channels',
    '{ "sendTo": { "mailer": { "type": "webhook", "url": "https://m.shop.com", "secret": "env:M", "channels": ["email"] } } }',
  ],
])('setup: %s', (expected, text) => expect(setup(text)).toEqual([expected]))

test('setup: all that this version does', () => {
  const text = `{
    "origins": ["https://www.shop.example", "http://localhost:8787"],
    "consent": { "tool": "banner", "unstated": "analytics", "version": "2" },
    "orders": "verified", "locationHint": "weur", "jurisdiction": "eu",
    "sendTo": {
      "mailer": { "type": "webhook", "url": "https://mail.shop.com/in", "secret": "env:MAILER_SECRET" },
      "local": { "type": "webhook", "url": "http://localhost:3000/in", "secret": "env:MAILER_SECRET" },
      "here": { "type": "webhook", "url": "http://127.0.0.1:3000", "secret": "env:MAILER_SECRET" }
    },
  }`
  const { setup: value, problems } = checkSetup(text)
  expect(problems).toEqual([])
  expect(value?.consent?.unstated).toBe('analytics')
})

describe.each([
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.1/',
  'https://0xa000001/',
  'https://[::ffff:10.0.0.1]/',
  'https://127.0.0.1/',
  'https://localhost/',
  'http://127.0.0.1:80@hooks.shop.com/',
  'http://127.1.2.3/',
  'https://metadata.google.internal/',
  'https://user:password@mail.shop.com/',
  'https://mail.shop.com:8443/',
  'https://mail',
])('setup: the inner address %s', (url) => {
  test('is no destination, and the place is said', () => {
    const text = `{\n  "sendTo": { "crm": { "type": "webhook",\n    "url": "${url}", "secret": "env:M" } }\n}`
    expect(checkSetup(text).problems).toEqual([
      expect.objectContaining({ code: 'C103', pointer: '/sendTo/crm/url', line: 3, column: 12 }),
    ])
  })

  test('is no feed', () => {
    const text = `{ "feeds": { "all": { "url": "${url}", "format": "google-xml" } } }`
    expect(setup(text)).toContain('C103 /feeds/all/url')
  })
})

test('nothing is missing in what is not supported yet', () => {
  const { problems } = checkConfig(`{ ${SHOP}, "journeys": { "x": {} } }`)
  expect(problems.map(({ code, pointer }) => [code, pointer])).toEqual([['C200', '/journeys']])
})
