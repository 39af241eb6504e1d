import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { app } from '../../../edge/app.ts'
import { ABOUT_NAMES, ABOUT_NAMES_TO_COME } from '../../../shared/schema/config/about-names.ts'
import { explain, isCode } from '../../../shared/schema/config/codes.ts'
import { canonicalName, EVENT_NAMES } from '../../../shared/schema/event-names.ts'
import { pageText, snippetsOf } from './pages.ts'

const api = pageText('docs/api.md')
const config = pageText('docs/config.md')
const events = pageText('docs/events.md')
const rowsOf = (text: string) => [...text.matchAll(/^\| (.+) \|$/gm)].map((match) => match[1]!.split(' | '))

test('every route of the Worker is in the table of docs/api.md, and no other', () => {
  const served = app.routes.filter(({ method }) => method !== 'ALL').map(routeName)
  const documented = rowsOf(api).flatMap(([cell = '']) =>
    [...cell.matchAll(/`([A-Z]+ \/\S*)`/g)].map((match) => match[1]!),
  )
  expect([...new Set(documented)].sort()).toEqual([...new Set(served)].sort())
})

test('every code that a refusal can have is in docs/api.md', () => {
  const codes = refusalCodes()
  expect(codes.length).toBeGreaterThan(15)
  expect(codes.filter((code) => !api.includes(`\`${code}\``))).toEqual([])
})

test('docs/config.md says of every code what `vicino explain` says', () => {
  const told = rowsOf(config).filter(([code = '']) => /^C\d{3}$/.test(code))
  expect(told.filter(([code = '', text]) => explain(code) !== text)).toEqual([])
  const codes = readFileSync('shared/schema/config/codes.ts', 'utf8')
    .match(/\bC\d{3}(?=:)/g)!
    .filter(isCode)
  expect(told.map(([code]) => code)).toEqual(codes)
})

test('docs/config.md names everything a condition can be about', () => {
  const absent = [...ABOUT_NAMES, ...ABOUT_NAMES_TO_COME].filter((name) => !config.includes(`\`${name}\``))
  expect(absent).toEqual([])
})

test('docs/events.md has a row for every event name, with aliases that are true', () => {
  const table = events.slice(events.indexOf('## Names'), events.indexOf('## Products'))
  const rows = rowsOf(table).filter(([name = '']) => name.startsWith('`'))
  expect(rows.map(([name = '']) => name.replaceAll('`', '')).sort()).toEqual([...new Set(EVENT_NAMES)].sort())
  const untrue = rows.flatMap(([name = '', aliases = '']) =>
    [...aliases.replace(/every `\w+` call/, '').matchAll(/`([^`]+)`/g)]
      .map((match) => match[1]!)
      .filter((alias) => canonicalName(alias) !== name.replaceAll('`', '')),
  )
  expect(untrue).toEqual([])
})

test('docs/deploy.md explains every setting and binding of wrangler.toml', () => {
  const toml = readFileSync('wrangler.toml', 'utf8')
  const vars = toml.match(/^[A-Z_]+(?= =)/gm) ?? []
  const bindings = [...toml.matchAll(/^(?:name|binding) = "([A-Z_]+)"/gm)].map((match) => match[1]!)
  expect(vars.length + bindings.length).toBeGreaterThan(10)
  const deploy = pageText('docs/deploy.md')
  expect([...vars, ...bindings].filter((name) => !deploy.includes(`\`${name}\``))).toEqual([])
})

test('the code on the pages is JavaScript', () => {
  const scripts = ['README.md', 'docs/identity.md', 'docs/script.md', 'docs/webhooks.md'].flatMap((file) =>
    snippetsOf({ file, text: pageText(file) }).filter(({ info }) => info === 'js'),
  )
  expect(scripts.length).toBeGreaterThan(3)
  const withoutModules = (text: string) => text.replace(/^import .*$/gm, '').replace(/^export /gm, '')
  for (const { text } of scripts)
    expect(() => new Function(`return async () => {${withoutModules(text)}}`)).not.toThrow()
})

/** `GET /:key{pk_…}/vicino.js` → `GET /:key/vicino.js`. */
function routeName({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/\{.*?\}/g, '')}`
}

/** What stands behind the status of an `ApiError`, wherever one is thrown. */
function refusalCodes(): string[] {
  const sources = readdirSync('edge', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const thrown = sources.flatMap((name) => [
    ...readFileSync(`edge/${name}`, 'utf8').matchAll(/new ApiError\(\s*\d{3},\s*'([a-z-]+)'/g),
  ])
  return [...new Set(thrown.map((match) => match[1]!))]
}
