import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findProduct } from '../../../demo/catalog/catalog.ts'
import { findCategory } from '../../../demo/catalog/categories.ts'
import { customerId, loginProof } from '../../../demo/identity/proof.ts'
import { preferredLanguage } from '../../../demo/lib/language.ts'
import { homePage } from '../../../demo/pages/home-page.ts'
import { inertJson } from '../../../demo/pages/layout.ts'
import { countOf, wordsIn } from '../../../demo/texts/texts.ts'
import { checkConfig, checkSetup } from '../../../shared/schema/config/check.ts'

const { config, problems } = checkConfig(readFileSync('demo/vicino.config.jsonc', 'utf8'), {
  now: Date.UTC(2026, 10, 20),
})

test('the config and the setup have no mistake and no warning', () => {
  expect(problems).toEqual([])
  expect(checkSetup(readFileSync('demo/vicino.setup.jsonc', 'utf8')).problems).toEqual([])
})

test('banners of the config show pictures and lead to shelves that exist', () => {
  const banners = [
    ...Object.values(config!.content!),
    ...Object.values(config!.campaigns!).flatMap(({ variants }) => Object.values(variants)),
  ]
  for (const { image, link } of banners) {
    expect(findProduct(/^\/pictures\/(.+)\.svg$/.exec(image!)![1]!)).toBeDefined()
    expect(findCategory(String(link).replace('/c/', ''))).toBeDefined()
  }
})

test.each(['it', 'pl', 'en'] as const)(
  'the banner of the config says in %s what the page says until it comes: nothing flickers',
  async (language) => {
    const { title, text, button, image, altText } = config!.content!.winter!
    const words = wordsIn(language)
    const page = homePage({ language, words, visitor: { cart: [], customer: null }, scriptUrl: '' })
    const body = String(await page.body)
    for (const said of [title, text, button, altText]) {
      expect(body).toContain((said as Record<string, string>)[language])
    }
    expect(body).toContain(image)
  },
)

test.each([
  ['it-IT,it;q=0.9,en;q=0.8', 'it'],
  ['de-DE, pl;q=0.7, en;q=0.3', 'pl'],
  ['en;q=0.2, pl;q=0.4', 'pl'],
  ['it;q=0, en', 'en'],
  ['de', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('Accept-Language %j reads %s', (header, language) => expect(preferredLanguage(header)).toBe(language))

test.each([
  [1, '1 produkt'],
  [3, '3 produkty'],
  [5, '5 produktów'],
  [22, '22 produkty'],
])('Polish counts %i as %s', (count, text) => expect(countOf('products', count, 'pl')).toBe(text))

test('a proof is an HMAC over shop, user and expiry', async () => {
  const proof = await loginProof({
    shop: 'demo',
    userId: 'c-1',
    expiry: 1_800_000_000,
    identitySecret: 'is_secret',
  })
  // printf 'demo\nc-1\n1800000000' | openssl dgst -sha256 -hmac is_secret -binary | basenc --base64url
  expect(proof).toBe('p1.1800000000.tkMQ7UsRg8xomcCQICD2gv-g378dl_vc47ZQMVgY4Lg')
  expect(await customerId('a@b.it')).toMatch(/^c-[0-9a-f]{16}$/)
})

test('data in a page cannot end its script element', () => {
  expect(String(inertJson({ title: '</script><b>' }))).not.toContain('</script>')
})
