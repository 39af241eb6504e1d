import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FIRST_CONFIG } from '../../../../tools/cli/commands/init.ts'
import { run } from '../../../../tools/cli/run.ts'
import { fakeTerminal } from './terminal.ts'

const FILE = 'vicino.config.jsonc'
const LOCAL = JSON.stringify({ url: 'http://worker.test', publicKey: 'pk', secretKey: 'sk_1', shop: 'demo' })
const PUBLISH = ['publish', '-m', 'first']

/** A Worker with one shop's config: the ETag rules of `/v1/config`, and a record of what it was sent. */
function fakeWorker(versions: string[] = []) {
  const requests: Request[] = []
  const etag = () => `"${versions.length}-abc"`
  const problem = (status: number, body: object) => Response.json({ status, ...body }, { status })
  const worker = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    requests.push(request.clone())
    if (request.headers.get('authorization') !== 'Bearer sk_1') return problem(401, { detail: 'Unknown key' })
    if (request.method === 'GET') {
      if (versions.length === 0) return problem(404, { code: 'not-published' })
      return new Response(versions.at(-1), {
        headers: { ETag: etag(), 'Vicino-Version': `${versions.length}` },
      })
    }
    const isFresh =
      versions.length === 0
        ? request.headers.get('if-none-match') === '*'
        : request.headers.get('if-match') === etag()
    if (!isFresh) return problem(412, { code: 'stale' })
    versions.push(await request.text())
    return Response.json({ version: versions.length, etag: etag(), warnings: [] })
  }
  return { worker: worker as typeof fetch, versions, requests }
}

const folder = (text = FIRST_CONFIG) => ({ [FILE]: text, '.vicino/local.json': LOCAL })

describe('publish', () => {
  test('the first version asks that there be none yet', async () => {
    const { worker, versions, requests } = fakeWorker()
    const { terminal, written } = fakeTerminal(folder(), { fetch: worker })
    expect(await run(PUBLISH, terminal)).toBe(0)
    expect(versions).toEqual([FIRST_CONFIG])
    expect(written.out).toBe('Published version 1 of the config.\n')
    expect(requests[1]!.headers.get('content-type')).toBe('application/jsonc; charset=utf-8')
  })

  test('a message in any script travels in a header', async () => {
    const { worker, requests } = fakeWorker()
    const { terminal } = fakeTerminal(folder(), { fetch: worker })
    await run(['publish', '-m', 'Więcej butów: +10%'], terminal)
    const sent = requests[1]!.headers.get('vicino-message')!
    expect(sent).toBe('Wi%C4%99cej but%C3%B3w: +10%25')
    expect(decodeURIComponent(sent)).toBe('Więcej butów: +10%')
  })

  test('the next version goes on top of the last', async () => {
    const { worker, versions, requests } = fakeWorker(['{}'])
    const { terminal } = fakeTerminal(folder(), { fetch: worker })
    expect(await run(PUBLISH, terminal)).toBe(0)
    expect(versions).toHaveLength(2)
    expect(requests[1]!.headers.get('if-match')).toBe('"1-abc"')
  })

  test('what is already published is not published again', async () => {
    const { worker, versions } = fakeWorker([FIRST_CONFIG])
    const { terminal, written } = fakeTerminal(folder(), { fetch: worker })
    expect(await run(PUBLISH, terminal)).toBe(0)
    expect(versions).toHaveLength(1)
    expect(written.out).toContain('nothing was published')
  })

  test("somebody else's version in between is not overwritten", async () => {
    const { worker, versions } = fakeWorker()
    const { terminal, written } = fakeTerminal(folder(), { fetch: worker })
    await run(PUBLISH, terminal)
    versions.push('theirs')
    writeFileSync(join(terminal.cwd, FILE), FIRST_CONFIG.replace('My shop', 'Our shop'))
    expect(await run(PUBLISH, terminal)).toBe(1)
    expect(versions.at(-1)).toBe('theirs')
    expect(written.error).toContain('vicino pull theirs.jsonc')

    expect(await run(['pull', 'theirs.jsonc'], terminal)).toBe(0)
    expect(readFileSync(join(terminal.cwd, 'theirs.jsonc'), 'utf8')).toBe('theirs')
    expect(await run(PUBLISH, terminal)).toBe(0)
    expect(versions.at(-1)).toContain('Our shop')
  })

  test('a file with mistakes never leaves the folder', async () => {
    const { worker, requests } = fakeWorker()
    const { terminal, written } = fakeTerminal(folder('{ "shop": 1 }'), { fetch: worker })
    expect(await run(PUBLISH, terminal)).toBe(1)
    expect(requests).toEqual([])
    expect(written.out).toContain('error C103')
  })

  test('what only the Worker can find wrong is shown like any other problem', async () => {
    const refuse = async (_input: unknown, init?: RequestInit) =>
      init?.method === 'PUT'
        ? Response.json(
            {
              title: 'Unprocessable Content',
              errors: [
                {
                  code: 'C104',
                  detail: 'There is no event called "x".',
                  pointer: '/segments/a/who/did',
                  path: 'segments > a',
                  line: 2,
                  column: 3,
                  length: 6,
                  help: 'Did you mean "y"?',
                },
              ],
            },
            { status: 422 },
          )
        : Response.json({ code: 'not-published' }, { status: 404 })
    const { terminal, written } = fakeTerminal(folder(), { fetch: refuse as typeof fetch })
    expect(await run(PUBLISH, terminal)).toBe(1)
    expect(written.out).toContain(
      `error C104  There is no event called "x".\n  --> ${FILE}:2:3   segments > a\n`,
    )
    expect(written.out).toContain(' 2 |  "shop": {')
    expect(written.out).toContain('= Did you mean "y"?')
  })

  test.each([
    [
      'a wrong key',
      ['--key', 'sk_other'],
      'The Worker refused (401): Unknown key. Is it the secret key of this shop?',
    ],
    [
      'another Worker than the local one, without its key',
      ['--url', 'https://shop.example'],
      'The secret key is missing',
    ],
    ['what is no address', ['--url', 'shop', '--key', 'sk_1'], 'shop is not an address'],
  ])('%s', async (_name, options, message) => {
    const { worker } = fakeWorker()
    const { terminal, written } = fakeTerminal(folder(), { fetch: worker })
    expect(await run([...options, ...PUBLISH], terminal)).not.toBe(0)
    expect(written.error).toContain(message)
  })

  test('a Worker that is not there', async () => {
    const { terminal, written } = fakeTerminal(folder())
    expect(await run(PUBLISH, terminal)).toBe(1)
    expect(written.error).toBe('http://worker.test does not answer: this test has no network\n')
  })

  test('the environment comes before the local file, the command line before both', async () => {
    const { worker, requests } = fakeWorker()
    const env = { VICINO_URL: 'https://from.env', VICINO_SECRET_KEY: 'sk_1' }
    const { terminal } = fakeTerminal(folder(), { fetch: worker, env })
    await run(PUBLISH, terminal)
    await run(['--url', 'https://from.flag/', ...PUBLISH], terminal)
    expect(requests.map(({ url }) => new URL(url).origin)).toEqual([
      'https://from.env',
      'https://from.env',
      'https://from.flag',
    ])
  })
})

describe('pull and show', () => {
  test('show prints the text as it was written', async () => {
    const { worker } = fakeWorker(['// mine\n{}\n'])
    const { terminal, written } = fakeTerminal({ '.vicino/local.json': LOCAL }, { fetch: worker })
    expect(await run(['show', 'config'], terminal)).toBe(0)
    expect(written.out).toBe('// mine\n{}\n')
  })

  test('pull overwrites a file that differs only when asked', async () => {
    const { worker } = fakeWorker(['theirs'])
    const { terminal, written } = fakeTerminal(folder('mine'), { fetch: worker })
    expect(await run(['pull'], terminal)).toBe(1)
    expect(readFileSync(join(terminal.cwd, FILE), 'utf8')).toBe('mine')
    expect(written.error).toContain('--force')
    expect(await run(['pull', '--force'], terminal)).toBe(0)
    expect(readFileSync(join(terminal.cwd, FILE), 'utf8')).toBe('theirs')
  })

  test('nothing published yet is said so', async () => {
    const { worker } = fakeWorker()
    const { terminal, written } = fakeTerminal({ '.vicino/local.json': LOCAL }, { fetch: worker })
    expect(await run(['show', 'config'], terminal)).toBe(1)
    expect(written.error).toBe('This shop has not published a config yet.\n')
  })
})
