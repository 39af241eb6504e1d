import { expect, test } from 'vitest'
import { checkConfig } from '../../../../../shared/schema/config/check.ts'

const now = Date.parse('2026-12-09T00:00:00+01:00')

const problems = (text: string, languages = '["it", "en"]') =>
  checkConfig(
    `{ "shop": { "currency": "EUR", "timezone": "Europe/Rome", "languages": ${languages} }, ${text} }`,
    { now },
  ).problems.map(({ code, pointer, message }) => [code, pointer, message])

const HERO = '"placements": { "hero": { "shows": { "campaigns": true } } }'
const campaign = (block: string, variants = '{ "v": { "title": "x" } }') =>
  `${HERO}, "campaigns": { "c": { "where": ["hero"], "variants": ${variants} ${block} } }`

test.each([
  [
    'a segment nothing refers to',
    '"segments": { "s": { "who": { "did": "cart_viewed" } } }',
    ['C301', '/segments/s', 'Nothing refers to the segment "s".'],
  ],
  [
    'a campaign that is over',
    campaign(', "until": "2026-12-08"'),
    ['C302', '/campaigns/c/until', 'The campaign "c" ended (2026-12-08).'],
  ],
  [
    'a placement that shows something else',
    '"content": { "x": { "title": "x" } }, "placements": { "p": { "shows": { "content": "x" } } }, "campaigns": { "c": { "where": ["p"], "variants": { "v": { "title": "x" } } } }',
    ['C303', '/campaigns/c/where/0', 'The placement "p" does not show campaigns.'],
  ],
  [
    'a placement that stays empty',
    HERO,
    ['C304', '/placements/hero', 'No campaign is shown in "hero", and it has no "otherwise".'],
  ],
  [
    'a text without one of the languages',
    '"content": { "x": { "title": { "it": "Nuovi arrivi" } } }',
    ['C305', '/content/x/title', '"title" is missing in: en.'],
  ],
  [
    'a variant nobody sees',
    campaign('', '{ "a": { "title": "x" }, "b": { "title": "y" } }'),
    ['C306', '/campaigns/c/variants', 'Everyone sees "a": sharing out by "split" is not supported yet.'],
  ],
  [
    'an end before the beginning',
    campaign(', "from": "2027-01-02", "until": "2027-01-01T12:00"'),
    ['C110', '/campaigns/c/until', 'It ends before it begins (2027-01-02).'],
  ],
  [
    'a month there is not',
    campaign(', "from": "2027-13-01"'),
    ['C110', '/campaigns/c/from', 'There is no date 2027-13-01.'],
  ],
])('%s', (_name, text, expected) => expect(problems(text)).toEqual([expected]))

test.each([
  ['a campaign of one day', campaign(', "from": "2026-12-09", "until": "2026-12-09"')],
  ['a campaign that is over and off', campaign(', "until": "2026-12-08", "status": "off"')],
  ['one text for all languages', '"content": { "x": { "title": "Sale" } }'],
])('nothing is said about %s', (_name, text) => expect(problems(text)).toEqual([]))
