import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../../tools/cli/run.ts'
import { fakeTerminal } from './terminal.ts'

const PROFILE = `p_${'1'.repeat(32)}`
const REMOTE = ['--url', 'https://edge.example', '--key', 'sk_1']

/** A Worker that answers what it was asked. */
function setUp(status = 200) {
  const asked: [string, unknown][] = []
  const worker = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push([
      `${init?.method ?? 'GET'} ${String(input)}`,
      init?.body ? JSON.parse(String(init.body)) : null,
    ])
    return new Response(status === 200 ? '{"a":1}' : '{"detail":"Nobody is known by this"}', { status })
  }
  const { terminal, written } = fakeTerminal({}, { fetch: worker as typeof fetch })
  return { asked, terminal, written }
}

test.each<[string, string[], string, unknown]>([
  [
    'export by profile',
    ['export', PROFILE],
    'POST https://edge.example/v1/privacy/export',
    { profile: PROFILE },
  ],
  [
    'export by identifier',
    ['export', 'email/ada/x@example.com', '--csv'],
    'POST https://edge.example/v1/privacy/export?format=csv',
    { type: 'email', value: 'ada/x@example.com' },
  ],
  [
    'erase, meant',
    ['erase', 'user_id/ada', '--yes'],
    'POST https://edge.example/v1/privacy/erase',
    { type: 'user_id', value: 'ada' },
  ],
  ['register', ['register'], 'GET https://edge.example/v1/privacy/register?format=md', null],
  ['register as JSON', ['register', '--json'], 'GET https://edge.example/v1/privacy/register', null],
])('%s', async (_what, args, call, body) => {
  const { asked, terminal } = setUp()
  expect(await run([...REMOTE, 'privacy', ...args], terminal)).toBe(0)
  expect(asked).toEqual([[call, body]])
})

test.each<[string, string[], string]>([
  ['an erasure that is not meant', ['erase', 'user_id/ada'], 'say --yes'],
  ['nobody', ['export', 'ada'], 'ada names nobody'],
])('%s is not sent', async (_what, args, words) => {
  const { asked, terminal, written } = setUp()
  expect(await run([...REMOTE, 'privacy', ...args], terminal)).toBe(2)
  expect(asked).toEqual([])
  expect(JSON.stringify(written)).toContain(words)
})

test('a file is written once and never over another', async () => {
  const { terminal } = setUp()
  const args = [...REMOTE, 'privacy', 'export', PROFILE, '-o', 'ada.json']
  expect(await run(args, terminal)).toBe(0)
  expect(readFileSync(join(terminal.cwd, 'ada.json'), 'utf8')).toBe('{\n  "a": 1\n}\n')
  expect(await run(args, terminal)).toBe(1)
})

test('what the Worker refuses is said', async () => {
  const { terminal, written } = setUp(404)
  expect(await run([...REMOTE, 'privacy', 'export', PROFILE, '-o', 'x.json'], terminal)).toBe(1)
  expect(JSON.stringify(written)).toContain('Nobody is known by this')
  expect(existsSync(join(terminal.cwd, 'x.json'))).toBe(false)
})
