import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../../tools/cli/run.ts'
import { fakeTerminal } from '../cli/terminal.ts'

/** An edge with two pages; the second fails where it is told to. */
function edge({ failsAt }: { failsAt?: number } = {}) {
  const asked: unknown[] = []
  const call: typeof fetch = async (_address, init) => {
    asked.push(JSON.parse(String(init?.body)))
    if (asked.length === failsAt) return Response.json({ detail: 'busy' }, { status: 503 })
    const isFirst = asked.length === 1
    const text = isFirst ? 'customer_id\r\nC-1\r\n' : '"C\n2"\r\n'
    return new Response(text, isFirst ? { headers: { 'Vicino-Cursor': '3.' } } : {})
  }
  return { asked, call }
}

const terminalOf = (call: typeof fetch) =>
  fakeTerminal({}, { fetch: call, env: { VICINO_URL: 'https://edge.example', VICINO_SECRET_KEY: 'sk_test' } })

test('vicino export writes every page to a file of this user alone', async () => {
  const { asked, call } = edge()
  const { terminal, written } = terminalOf(call)
  expect(await run(['export', '--segment', 'vip', '--out', 'people.csv'], terminal)).toBe(0)
  const file = join(terminal.cwd, 'people.csv')
  expect(readFileSync(file, 'utf8')).toBe('customer_id\r\nC-1\r\n"C\n2"\r\n')
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(asked).toEqual([
    { as: 'crm', format: 'csv', segment: 'vip' },
    { as: 'crm', format: 'csv', segment: 'vip', cursor: '3.' },
  ])
  expect(written.out).toBe('Wrote 2 people to people.csv.\n')
  expect(await run(['export', '--out', 'people.csv'], terminal)).toBe(1)
  expect(written.error).toContain('is there already')
})

test('half an export is none', async () => {
  const { terminal, written } = terminalOf(edge({ failsAt: 2 }).call)
  expect(await run(['export', '--out', 'people.csv'], terminal)).toBe(1)
  expect(existsSync(join(terminal.cwd, 'people.csv'))).toBe(false)
  expect(written.error).toContain('busy')
})
