import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorsOf, pages, pageText, prose } from './pages.ts'

/** A picture is drawn by the running shop and may not be there yet in a working copy. */
const isPicture = (target: string) => target.startsWith('docs/pictures/')

test('the scan finds the pages', () => expect(pages.length).toBeGreaterThan(10))

test.each(pages)('$file: every relative link leads somewhere', ({ file, text }) => {
  const broken = linksOf(text).filter((link) => !leadsSomewhere(file, link))
  expect(broken).toEqual([])
})

test('every page of docs/ is linked from its index or from the README', () => {
  const linked = ['README.md', 'docs/README.md'].flatMap((file) =>
    linksOf(pageText(file)).map((link) => join(dirname(file), link.split('#')[0]!)),
  )
  const unreachable = pages.map(({ file }) => file).filter((file) => !linked.includes(file))
  expect(unreachable.filter((file) => !ENTRANCES.includes(file))).toEqual([])
})

/** Where readers start, and pages that others lead to. */
const ENTRANCES = ['README.md', 'docs/README.md', 'docs/performance.md']

function linksOf(text: string): string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? file : join(dirname(file), path)
  if (!existsSync(target)) return isPicture(target)
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(pageText(target)).includes(anchor)
}
