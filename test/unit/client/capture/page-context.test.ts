import { expect, test } from 'vitest'
import {
  type PageFacts,
  pageContext,
  pageLanguage,
  statedByBody,
} from '../../../../client/capture/page-context.ts'

const facts = (more: Partial<PageFacts>): PageFacts => ({
  url: 'https://shop.it/x',
  width: 1280,
  language: 'it',
  languages: ['it', 'pl'],
  stated: {},
  seen: {},
  ...more,
})

test.each([
  ['the root is home', { url: 'https://shop.it/' }, { type: 'home' }],
  ['the root of a language is home', { url: 'https://shop.it/pl/' }, { type: 'home' }],
  ['an index file is home', { url: 'https://shop.it/it/index.html' }, { type: 'home' }],
  ['a search address', { url: 'https://shop.it/find?q=boots' }, { type: 'search', query: 'boots' }],
  ['a product that was seen', { seen: { product: 'B-12' } }, { type: 'product', product: 'B-12' }],
  ['what the shop states wins', { seen: { type: 'product' }, stated: { type: 'cart' } }, { type: 'cart' }],
  ['a phone', { width: 390 }, { device: 'mobile' }],
  ['a tablet', { width: 800 }, { device: 'tablet' }],
] as [string, Partial<PageFacts>, object][])('%s', (_name, more, expected) => {
  expect(pageContext(facts(more))).toMatchObject(expected)
})

test('the address leaves without e-mail and hash', () => {
  expect(pageContext(facts({ url: 'https://shop.it/?e=a@b.it#x' })).url).toBe('https://shop.it/?e=redacted')
})

test('an ordinary page has no type', () => {
  expect(pageContext(facts({}))).not.toHaveProperty('type')
})

test.each([
  ['it-IT', ['it', 'pl'], 'it'],
  ['PL', ['it', 'pl'], 'pl'],
  ['de', ['it', 'pl'], 'it'],
  ['', ['pl'], 'pl'],
  ['de-AT', [], 'de'],
  ['', [], 'en'],
])('page in %j of a shop in %j speaks %s', (language, languages, expected) => {
  expect(pageLanguage(language, languages)).toBe(expected)
})

test('the body states the page', () => {
  expect(
    statedByBody({ vicinoPage: 'category', vicinoCategory: 'shoes', vicinoQuery: '', other: 'x' }),
  ).toEqual({
    type: 'category',
    category: 'shoes',
  })
})
