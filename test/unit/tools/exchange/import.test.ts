import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../../../tools/cli/run.ts'
import type { Terminal } from '../../../../tools/cli/terminal.ts'

let folder: string
let written: string
let complaints: string
/** What arrived at the edge, chunk by chunk. */
let chunks: { number: number; ids: string[]; events: string[] }[]
/** Answers for chunks by number; 200 where nothing is said. */
let failing: Set<number>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vicino-import-test-'))
  written = ''
  complaints = ''
  chunks = []
  failing = new Set()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const edge: typeof fetch = async (address, init) => {
  const url = new URL(String(address))
  const number = Number(url.searchParams.get('chunk'))
  if (failing.has(number)) return new Response('no', { status: 400 })
  const calls = String(init?.body)
    .split('\n')
    .map((line) => JSON.parse(line) as { userId?: string; event?: string; type: string })
  chunks.push({
    number,
    ids: calls.map(({ userId = '' }) => userId),
    events: calls.map(({ event, type }) => event ?? type),
  })
  return Response.json({ stored: calls.length, duplicates: 0, withheld: 0, invalid: [] })
}

function terminal(): Terminal {
  return {
    cwd: folder,
    env: { VICINO_URL: 'https://edge.example', VICINO_SECRET_KEY: 'sk_test' },
    isTerminal: false,
    now: Date.UTC(2026, 10, 24),
    fetch: edge,
    readInput: () => '',
    write: (text) => {
      written += text
    },
    writeError: (text) => {
      complaints += text
    },
  }
}

const vicino = (...args: string[]) =>
  run(['import', ...args, '--currency', 'EUR', '--timezone', 'Europe/Rome'], terminal())

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return name
}

const CONTACTS = 'Customer ID,First Name,Email\nC-1,Ada,a@x-shop.example\nC-2,Bob,b@x-shop.example\n'
const ORDERS =
  'Order ID,Date,Customer ID,Email,Total\nO-1,2026-01-02,C-2,,10\nO-2,2026-01-03,,a@x-shop.example,20\nO-3,2026-01-04,C-2,,30\n'

describe('vicino import', () => {
  test('brings each person’s rows of all files together, customers first', async () => {
    expect(await vicino(file('orders.csv', ORDERS), file('contacts.csv', CONTACTS))).toBe(0)
    expect(chunks).toHaveLength(1)
    const { events } = chunks[0]!
    expect(events[0]).toBe('identify')
    expect(events.filter((name) => name === 'order_completed')).toHaveLength(3)
    expect(written).toContain('5 rows')
    expect(existsSync(join(folder, 'contacts.csv.vicino-progress.json'))).toBe(false)
  })

  test('a preview says what goes where and sends nothing', async () => {
    expect(
      await vicino(file('c.csv', 'Customer ID,First Name,Shoe size\nC-1,Ada,38\n,,\n'), '--preview'),
    ).toBe(0)
    expect(chunks).toEqual([])
    expect(written).toMatch(/Customer ID +→ +user_id/)
    expect(written).toContain('Ignored: Shoe size')
    expect(written).toContain('"trait:shoe_size"')
    expect(written).toContain('line 2  C-1  identify')
    expect(written).toContain('line 3  refused')
  })

  test('more refused rows than agreed stop it before anything is sent; the report says why', async () => {
    const bad = file('c.csv', `${CONTACTS}C-3,Cyd,nonsense\n`)
    expect(await vicino(bad)).toBe(1)
    expect(chunks).toEqual([])
    expect(complaints).toContain('1 of 3 rows')
    expect(readFileSync(join(folder, 'c.csv.refused.csv'), 'utf8')).toBe(
      'line,column,reason\r\n4,Email,`nonsense` is not an e-mail address\r\n',
    )
    expect(await vicino(bad, '--max-refused', '40%')).toBe(0)
    expect(chunks[0]!.ids).toEqual(['C-1', 'C-2'])
  })

  test('goes on where it stopped', async () => {
    const rows = Array.from({ length: 600 }, (_value, at) => `C-${at},Ada`)
    const many = file('c.csv', `Customer ID,First Name\n${rows.join('\n')}\n`)
    failing.add(1)
    expect(await vicino(many)).toBe(1)
    expect(complaints).toContain('--resume')
    failing.clear()
    const before = chunks.map(({ number }) => number)
    expect(before).not.toContain(1)
    expect(await vicino(many, '--resume')).toBe(0)
    expect(chunks.map(({ number }) => number).sort()).toEqual([0, 1, 2])
    expect(new Set(chunks.flatMap(({ ids }) => ids)).size).toBe(600)
  })

  test('orders whose lines are scattered are put together', async () => {
    const table =
      'Order ID,Date,Customer ID,Total,SKU\nO-1,2026-01-02,C-1,10,a\nO-2,2026-01-02,C-2,10,b\nO-1,2026-01-02,C-1,10,c\n'
    await vicino(file('o.csv', table))
    expect(chunks[0]!.events).toEqual(['order_completed', 'order_completed'])
  })

  test.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFCustomer ID;First Name\nC-1;Łucja\n'), []],
    ['UTF-16', Buffer.from('\uFEFFCustomer ID\tFirst Name\nC-1\tŁucja\n', 'utf16le'), []],
    [
      'Windows-1250',
      Buffer.concat([
        Buffer.from('Customer ID;First Name\nC-1;'),
        Buffer.from([0xa3]),
        Buffer.from('ucja\n'),
      ]),
      ['--encoding', 'windows-1250'],
    ],
  ])('%s is read', async (_name, content, args) => {
    expect(await vicino(file('c.csv', content), '--preview', ...args)).toBe(0)
    expect(written).toContain('Łucja')
  })

  test.each([
    [
      'bytes of another encoding',
      Buffer.from([0x45, 0x6d, 0x61, 0x69, 0x6c, 0x0a, 0xa3, 0x0a]),
      [],
      '--encoding windows-1250',
    ],
    ['columns that say nothing', 'foo,bar\n1,2\n', [], 'give --as'],
    ['a column that is missing', 'Email,Total\na@x.example,2\n', ['--as', 'orders'], '`order_id`'],
    ['no rows', 'Email\n', [], 'no rows'],
    ['a share that is none', CONTACTS, ['--max-refused', 'some'], 'not a share'],
  ])('%s: the remedy is said', async (_name, content, args, remedy) => {
    expect(await vicino(file('c.csv', content), ...args)).toBe(2)
    expect(complaints).toContain(remedy)
    expect(chunks).toEqual([])
  })
})
