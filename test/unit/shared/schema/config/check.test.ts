import { describe, expect, test } from 'vitest'
import { type CheckOptions, checkConfig } from '../../../../../shared/schema/config/check.ts'

const SHOP = '"shop": { "currency": "EUR", "timezone": "Europe/Rome", "languages": ["it"] }'

/** `severity code pointer` of every problem, with the remedy where one is expected. */
function found(text: string, options: CheckOptions = {}): string[] {
  return checkConfig(text, options).problems.map(({ code, pointer, help }) =>
    [code, pointer, help].filter((part) => part !== undefined).join(' | '),
  )
}

const config = (...blocks: string[]) => `{ ${[SHOP, ...blocks].join(', ')} }`
const rule = (who: string) => config(`"segments": { "a": { "who": ${who} } }`)
/** Problems of a rule, without the warning that nothing refers to its segment. */
const faults = (who: string, options?: CheckOptions) =>
  found(rule(who), options).filter((problem) => !problem.startsWith('C301'))

test('a sound file gives its config, comments and trailing commas included', () => {
  const { config: value, problems } = checkConfig(`\uFEFF{ // ours\n ${SHOP}, /* nothing else */ }`)
  expect(problems).toEqual([])
  expect(value).toEqual({ shop: { currency: 'EUR', timezone: 'Europe/Rome', languages: ['it'] } })
})

test('a warning does not keep the config back, an error does', () => {
  const unused = checkConfig(rule('{ "did": "product_viewed" }'))
  expect(unused.config?.segments).toHaveProperty('a')
  expect(unused.problems.map(({ severity }) => severity)).toEqual(['warning'])
  expect(checkConfig(rule('{ "did": "product_view" }')).config).toBeUndefined()
})

describe('a text that is no JSON', () => {
  test.each([
    ['nothing', '', ['C100 | '], '1:1'],
    ['only a comment', '// soon', ['C100 | '], '1:1'],
    ['a brace not closed', '{', ['C100 | '], '1:2'],
    ['a comma missing', '{ "a": 1\n  "b": 2 }', ['C100 | '], '2:3'],
    ['something after the end', '{}}', ['C100 | '], '1:3'],
    ['a list', '[]', ['C103 | '], '1:1'],
    ['a hundred thousand brackets', '['.repeat(100_000), ['C116 | '], '1:101'],
    ['a million characters', ' '.repeat(1_000_001), ['C116 | '], '1:1'],
  ])('%s', (_name, text, expected, place) => {
    expect(found(text)).toEqual(expected)
    const [first] = checkConfig(text).problems
    expect(`${first!.line}:${first!.column}`).toBe(place)
  })
})

describe('the shape of the file', () => {
  test.each([
    ['a block misspelt', config('"segmnts": {}'), ['C102 | /segmnts | Did you mean "segments"?']],
    ['a key missing', '{ "shop": { "currency": "EUR", "languages": ["it"] } }', ['C107 | /shop/timezone']],
    ['a key written twice', config('"content": {}', '"content": {}'), ['C101 | /content']],
    [
      'a name that is no name',
      config('"content": { "my banner": { "title": "x" } }'),
      ['C109 | /content/my banner'],
    ],
    [
      'a name that JavaScript keeps for itself',
      config('"content": { "__proto__": { "title": "x" } }'),
      ['C109 | /content/__proto__'],
    ],
    [
      'a time zone there is not',
      '{ "shop": { "currency": "EUR", "timezone": "Rome", "languages": ["it"] } }',
      ['C103 | /shop/timezone'],
    ],
    [
      'a text for a number',
      config(
        '"placements": { "p": { "shows": { "campaigns": true }, "otherwise": { "content": "c" }, "items": "8" } }',
        '"content": { "c": { "title": "x" } }',
      ),
      ['C103 | /placements/p/items'],
    ],
    [
      'an option misspelt',
      config('"campaigns": { "c": { "status": "onn", "where": [], "variants": {} } }'),
      [
        'C103 | /campaigns/c/status | Did you mean "on"?',
        'C103 | /campaigns/c/where',
        'C103 | /campaigns/c/variants',
      ],
    ],
    [
      'a placement that shows two things',
      config(
        '"placements": { "p": { "shows": { "campaigns": true, "content": "c" } } }',
        '"content": { "c": { "title": "x" } }',
      ),
      ['C103 | /placements/p/shows'],
    ],
    [
      'a link that would run',
      config('"content": { "c": { "title": "x", "link": "javascript:alert(1)" } }'),
      ['C103 | /content/c/link'],
    ],
    [
      'a link that leads to another host unseen',
      config('"content": { "c": { "title": "x", "link": "//evil.example" } }'),
      ['C103 | /content/c/link'],
    ],
    ['a text that is a number', config('"content": { "c": { "title": 3 } }'), ['C103 | /content/c/title']],
    [
      'a text in a language that is none',
      config('"content": { "c": { "title": { "italiano": "x" } } }'),
      ['C103 | /content/c/title/italiano'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(found(text)).toEqual(expected)
  })
})

describe('conditions', () => {
  test.each([
    ['no head', '{ "within": "3d" }', ['C106 | /segments/a/who']],
    [
      'a head misspelt',
      '{ "inSegmnt": "a" }',
      ['C106 | /segments/a/who/inSegmnt | Did you mean "inSegment"?'],
    ],
    [
      'two heads',
      '{ "did": "product_viewed", "didNot": "order_completed" }',
      ['C106 | /segments/a/who/didNot | Put them side by side in { "all": [ … ] }.'],
    ],
    ['no block at all', '"everybody"', ['C106 | /segments/a/who']],
    [
      'an operator misspelt',
      '{ "about": "order_count", "atLest": 3 }',
      ['C102 | /segments/a/who/atLest | Did you mean "atLeast"?'],
    ],
    [
      'a modifier of another head',
      '{ "about": "order_count", "atLeast": 3, "within": "3d" }',
      [
        'C102 | /segments/a/who/within | Known: about, of, is, isNot, oneOf, noneOf, atLeast, atMost, between, contains, exists, inTheLast, longerAgoThan.',
      ],
    ],
    [
      'a fault deep inside',
      '{ "all": [ { "any": [ { "did": 3 } ] } ] }',
      ['C103 | /segments/a/who/all/0/any/0/did'],
    ],
    ['an empty group', '{ "all": [] }', ['C103 | /segments/a/who/all']],
    [
      'days spelt out',
      '{ "did": "product_viewed", "within": "14 days" }',
      ['C112 | /segments/a/who/within | Did you mean "14d"?'],
    ],
    [
      'giorni',
      '{ "did": "product_viewed", "within": "2 settimane" }',
      ['C112 | /segments/a/who/within | Did you mean "2w"?'],
    ],
    [
      'a duration of nothing',
      '{ "did": "product_viewed", "within": "0d" }',
      ['C112 | /segments/a/who/within'],
    ],
    [
      'a consent there is not',
      '{ "consent": "marketing.mail" }',
      ['C103 | /segments/a/who/consent | Did you mean "marketing.email"?'],
    ],
    [
      'bounds the wrong way round',
      '{ "about": "cart_value", "between": [99, 40] }',
      ['C103 | /segments/a/who/between'],
    ],
    ['nothing is asked', '{ "about": "cart_value" }', ['C117 | /segments/a/who/about']],
    [
      'nothing can be that',
      '{ "about": "cart_value", "atLeast": 9, "atMost": 3 }',
      ['C117 | /segments/a/who'],
    ],
    ['an empty times', '{ "did": "product_viewed", "times": {} }', ['C117 | /segments/a/who/times']],
    [
      'exactly and at least',
      '{ "did": "product_viewed", "times": { "exactly": 2, "atLeast": 1 } }',
      ['C117 | /segments/a/who/times'],
    ],
    [
      'a total without a bound',
      '{ "did": "order_completed", "total": { "of": "revenue" } }',
      ['C117 | /segments/a/who/total'],
    ],
    [
      'a where that asks nothing',
      '{ "did": "product_viewed", "where": { "price": {} } }',
      ['C117 | /segments/a/who/where/price'],
    ],
    [
      'affinity to nothing',
      '{ "about": "affinity", "atLeast": 1 }',
      ['C117 | /segments/a/who/about | Add "of": { "category": "shoes" } or "of": { "brand": "Bianchi" }.'],
    ],
    [
      'affinity to a colour',
      '{ "about": "affinity", "of": { "colour": "red" }, "atLeast": 1 }',
      ['C102 | /segments/a/who/of/colour'],
    ],
    [
      'further back than behaviour is kept',
      '{ "did": "product_viewed", "within": "2y" }',
      ['C115 | /segments/a/who/within'],
    ],
    ['not further back than orders are kept', '{ "did": "order_completed", "within": "2y" }', []],
  ])('%s', (_name, who, expected) => expect(faults(who)).toEqual(expected))

  test('what is kept can be said', () => {
    const text = config(
      '"keep": { "behaviour": "30d" }',
      '"segments": { "a": { "who": { "did": "product_viewed", "within": "31d" } } }',
    )
    expect(found(text)).toContain('C115 | /segments/a/who/within')
  })

  test.each([
    [10, []],
    [11, ['C113 | /segments/a/who/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0']],
  ])('%i levels deep', (depth, expected) => {
    const groups = depth - 1
    const who = `${'{ "all": ['.repeat(groups)}{ "did": "product_viewed" }${'] }'.repeat(groups)}`
    expect(faults(who)).toEqual(expected)
  })

  test.each([
    [499, []],
    [500, ['C114 | /segments/a/who']],
  ])('a group of %i', (count, expected) => {
    expect(faults(`{ "any": [${'{ "did": "product_viewed" },'.repeat(count)}] }`)).toEqual(expected)
  })
})

describe('names that are used', () => {
  test.each([
    [
      'an event misspelt',
      '{ "did": "product_view" }',
      ['C104 | /segments/a/who/did | Did you mean "product_viewed"?'],
    ],
    [
      "an event in Segment's spelling",
      '{ "did": "Product Viewed" }',
      ['C104 | /segments/a/who/did | Did you mean "product_viewed"?'],
    ],
    [
      "an event in GA4's name",
      '{ "didNot": "purchase" }',
      ['C104 | /segments/a/who/didNot | Did you mean "order_completed"?'],
    ],
    ["an event of the shop's own", '{ "did": "quiz_finished" }', ['C307 | /segments/a/who/did']],
    [
      'a computed value misspelt',
      '{ "about": "orders_count", "atLeast": 1 }',
      ['C108 | /segments/a/who/about | Did you mean "order_count"?'],
    ],
    [
      'a value this version does not compute',
      '{ "about": "churn_risk", "atLeast": 0.6 }',
      ['C200 | /segments/a/who/about'],
    ],
    ["a trait of the shop's own", '{ "about": "loyalty_tier", "is": "gold" }', []],
    ['a segment there is not', '{ "inSegment": "vipp" }', ['C105 | /segments/a/who/inSegment | Known: a.']],
  ])('%s', (_name, who, expected) => expect(faults(who)).toEqual(expected))

  test('what has arrived is known, and how often', () => {
    const known = { events: { quiz_finished: 1200 } }
    expect(faults('{ "did": "quiz_finished" }', { known })).toEqual([])
    expect(faults('{ "did": "quiz_finishd" }', { known })).toEqual([
      'C104 | /segments/a/who/did | Did you mean "quiz_finished"?  (seen 1,200 times in the last 30 days)',
    ])
  })

  test('traits that were seen are known', () => {
    const known = { fields: ['loyalty_tier'] }
    expect(faults('{ "about": "loyalty_teir", "is": "gold" }', { known })).toEqual([
      'C108 | /segments/a/who/about | Did you mean "loyalty_tier"?',
    ])
    expect(faults('{ "about": "shoe_width", "is": "E" }', { known })).toEqual([
      'C308 | /segments/a/who/about',
    ])
  })

  test('placements, recommendations and content, each with the nearest', () => {
    const text = config(
      '"recommendations": { "for-you": { "use": ["trending"] } }',
      '"content": { "autumn": { "title": "x" } }',
      '"placements": { "hero": { "shows": { "campaigns": true }, "otherwise": { "content": "autum" } }, "below": { "shows": { "recommendation": "foryou" } } }',
      '"campaigns": { "c": { "where": ["herro"], "who": { "notInSegment": "vip" }, "variants": { "v": { "title": "x" } } } }',
    )
    expect(found(text).filter((problem) => problem.startsWith('C105'))).toEqual([
      'C105 | /placements/hero/otherwise/content | Did you mean "autumn"?',
      'C105 | /placements/below/shows/recommendation | Did you mean "for-you"?',
      'C105 | /campaigns/c/where/0 | Did you mean "hero"?',
      'C105 | /campaigns/c/who/notInSegment',
    ])
  })

  test('segments in a circle, told once', () => {
    const segments =
      '"a": { "who": { "inSegment": "b" } }, "b": { "who": { "all": [ { "notInSegment": "c" } ] } }, "c": { "who": { "inSegment": "a" } }'
    const { problems } = checkConfig(config(`"segments": { ${segments} }`))
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['C111', 'These segments refer to each other in a circle: a → b → c → a.'],
    ])
  })

  test('a segment of itself', () =>
    expect(faults('{ "inSegment": "a" }')).toEqual(['C111 | /segments/a/who/inSegment']))

  test('more segments than can be followed', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `"s${i}": { "who": { "inSegment": "s${i + 1}" } }`)
    expect(
      found(config(`"segments": { ${chain.join(', ')}, "s5000": { "who": { "did": "product_viewed" } } }`)),
    ).toEqual(['C116 | /segments'])
  })
})

test('all mistakes in one run, in the order of the file', () => {
  const text = config(
    '"segments": { "a": { "who": { "did": "product_view", "within": "14 days" } } }',
    '"journeys": {}',
    '"placements": { "p": { "shows": { "content": "autumn" } } }',
  )
  expect(found(text).map((problem) => problem.split(' ')[0])).toEqual(['C104', 'C112', 'C200', 'C105'])
})

test('a file cut off anywhere has one mistake', () => {
  const whole = config(
    '"segments": { "a": { "who": { "did": "x", "times": { "atLeast": 2 } } } }',
    '"pages": [[1]]',
  )
  for (let length = 1; length < whole.length; length++) {
    const cut = whole.slice(0, length)
    expect(
      checkConfig(cut).problems.map(({ code }) => code),
      cut,
    ).toEqual(['C100'])
  }
})
