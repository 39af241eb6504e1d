import { expect, test } from 'vitest'
import { renderContent } from '../../../../../edge/flow/decide/render-item.ts'

const banner = {
  title: { it: 'Stivali', en: 'Boots' },
  link: { it: '/it/stivali', en: '/en/boots' },
  button: 'Go',
}

test.each([
  ['en', 'it', { title: 'Boots', link: '/en/boots', button: 'Go' }],
  ['pl', 'it', { title: 'Stivali', link: '/it/stivali', button: 'Go' }],
  ['pl', 'de', { title: 'Stivali', link: '/it/stivali', button: 'Go' }],
  ['constructor', 'it', { title: 'Stivali', link: '/it/stivali', button: 'Go' }],
  ['__proto__', 'it', { title: 'Stivali', link: '/it/stivali', button: 'Go' }],
])('a banner for a page in %s, of a shop whose first language is %s', (language, fallback, expected) => {
  expect(renderContent(banner, { language, fallback })).toEqual(expected)
})
