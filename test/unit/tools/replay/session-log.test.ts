import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { summarise } from '../../../../tools/replay/items.ts'
import { readSessions } from '../../../../tools/replay/session-log.ts'
import { allOf } from './all-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'session-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HEAD = 'SessionId\tItemId\tTime'
const log = (text: string | Buffer, name = 'log.tsv') => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const read = (file: string) => allOf(readSessions(file))

describe('readSessions', () => {
  test('gives one session after the other, with times to the millisecond', async () => {
    const rows = '3\t21\t1396437466.940\n3\t22\t1396438212.318\n7\t21\t1396413533.104\n'
    expect(await read(log(`${HEAD}\n${rows}`))).toEqual([
      {
        id: 'session-3',
        clicks: [
          { messageId: 'line-2', item: '21', time: 1396437466940 },
          { messageId: 'line-3', item: '22', time: 1396438212318 },
        ],
      },
      { id: 'session-7', clicks: [{ messageId: 'line-4', item: '21', time: 1396413533104 }] },
    ])
  })

  test('reads gzip, Windows line ends, other column orders, price and category', async () => {
    const text = 'Time\tItemId\tSessionId\tPrice\tCategory\r\n1592671441\ta\ts\t9.90\tBags\r\n'
    expect(await read(log(gzipSync(text), 'log.tsv.gz'))).toEqual([
      {
        id: 'session-s',
        clicks: [{ messageId: 'line-2', item: 'a', time: 1592671441000, price: 9.9, category: 'Bags' }],
      },
    ])
  })

  test('puts gaps where Time only says what came first', async () => {
    const sessions = await read(log(`${HEAD}\n1\ta\t1000\n1\tb\t1001\n2\tc\t2000\n`))
    const times = sessions.flatMap(({ clicks }) => clicks.map(({ time }) => time))
    expect(times.map((time) => time - times[0]!)).toEqual([0, 30_000, 20_000])
  })

  test.each([
    ['a line that is short', `${HEAD}\n1\ta\n`, /:2: not a session, an item and a time/],
    ['a time that is none', `${HEAD}\n1\ta\tnoon\n`, /:2: not a session/],
    ['a session in two places', `${HEAD}\n1\ta\t1\n2\ta\t2\n1\ta\t3\n`, /:4: session-1 comes back/],
    ['another file', '{"a":1}\n', /:1: the first line names no SessionId/],
    ['nothing', '', /is empty/],
  ])('refuses %s, with its line', async (_name, text, message) => {
    await expect(read(log(text))).rejects.toThrow(message)
  })

  test('says which file is not there, and which is no gzip', async () => {
    await expect(read(join(folder, 'none.tsv'))).rejects.toThrow(/There is no file .*none\.tsv/)
    await expect(read(log(HEAD, 'plain.tsv.gz'))).rejects.toThrow(/plain\.tsv\.gz cannot be read/)
  })

  test('stops in the middle when nobody asks on', async () => {
    const file = log(`${HEAD}\n${Array.from({ length: 5000 }, (_, index) => `${index}\ta\t1\n`).join('')}`)
    for await (const session of readSessions(file)) if (session.id === 'session-3') break
  })
})

test('summarise counts the log and makes its items products, the most looked-at first', async () => {
  const file = log(`${HEAD}\tPrice\n1\ta b\t1\t\n1\tc\t2\t1.5\n2\tc\t3\t2.5\n`)
  expect(await summarise(readSessions(file))).toMatchObject({
    shoppers: 2,
    events: 3,
    products: [
      { id: 'c', price: { amount: 250, currency: 'EUR' } },
      { id: 'a b', url: '/p/a%20b', image: '/pictures/a%20b.svg', price: { amount: 0 } },
    ],
  })
})
