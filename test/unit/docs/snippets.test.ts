import { type ParseError, parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { checkConfig, checkSetup } from '../../../shared/schema/config/check.ts'
import type { Problem } from '../../../shared/schema/config/problem.ts'
import { FIRST_CONFIG } from '../../../tools/cli/commands/init.ts'
import { pages, type Snippet, snippetsOf } from './pages.ts'

const snippets = pages.flatMap(snippetsOf)
const marked = snippets.filter(({ info }) => /^jsonc? (config|condition|setup)$/.test(info))

test('the pages have snippets of each kind', () => {
  const kinds = new Set(marked.map(({ info }) => info.split(' ')[1]))
  expect([...kinds].sort()).toEqual(['condition', 'config', 'setup'])
})

test('a jsonc snippet says what it is', () => {
  const silent = snippets.filter(({ info }) => info.startsWith('jsonc') && !info.includes(' '))
  expect(silent.map(({ file, line }) => `${file}:${line}`)).toEqual([])
})

test.each(marked)('$file:$line is a sound $info', (snippet) => {
  const errors = problemsOf(snippet).filter(({ severity }) => severity === 'error')
  expect(errors).toEqual([])
})

/** A part of a config is checked inside the one that `vicino init` writes: what it leaves out is taken from there. */
function problemsOf({ info, text }: Snippet): Problem[] {
  if (info.endsWith('setup')) return checkSetup(text).problems
  const read = jsonc(text)
  const part = info.endsWith('condition') ? { segments: { example: { who: read } } } : read
  const first = jsonc(FIRST_CONFIG)
  const names = new Set([...Object.keys(first), ...Object.keys(part)])
  const whole = Object.fromEntries(
    [...names].map((name) => [name, { ...(first[name] as object), ...(part[name] as object) }]),
  )
  return checkConfig(JSON.stringify(whole)).problems
}

function jsonc(text: string): Record<string, unknown> {
  const errors: ParseError[] = []
  const value = parse(text, errors, { allowTrailingComma: true }) as Record<string, unknown>
  expect(errors).toEqual([])
  return value
}
