import { expect, test } from 'vitest'
import { run } from '../../../../tools/cli/run.ts'
import { fakeTerminal } from './terminal.ts'

const DAY = Date.parse('2026-11-20T10:00:00Z')
const field = (path: string, more: object = {}) => ({
  path,
  type: 'text',
  seen: 10,
  share: 0.25,
  examples: [],
  looksPersonal: false,
  firstSeenAt: DAY,
  lastSeenAt: DAY + 86_400_000,
  ...more,
})
const LISTING = {
  fields: [
    field('properties.fit', { examples: ['narrow', 'wide'] }),
    field('traits.telefono', {
      looksPersonal: true,
      classified: { type: 'phone', meaning: 'tel', personal: true },
    }),
    field('traits.mail\u001b[31m', { type: 'email', looksPersonal: true }),
  ],
  events: 5204,
  overflow: 0,
  limit: 2000,
  reread: { profiles: 1204, read: 1200, share: 1200 / 1204 },
}

async function fields(args: string[], answer: object = LISTING, status = 200) {
  const asked: string[] = []
  const call = async (url: unknown) => {
    asked.push(String(url))
    return Response.json(answer, { status })
  }
  const env = { VICINO_URL: 'https://vicino.example', VICINO_SECRET_KEY: 'sk_1' }
  const { terminal, written } = fakeTerminal({}, { env, fetch: call as typeof fetch })
  return { exit: await run(args, terminal), ...written, asked }
}

test('a table of what came, what it means, and how far people are read by it', async () => {
  const { exit, out, asked } = await fields(['fields'])
  expect({ exit, asked }).toEqual({ exit: 0, asked: ['https://vicino.example/v1/fields'] })
  expect(out).toBe(`field             type   share  first seen  last seen   means                  examples
properties.fit    text   25 %   2026-11-20  2026-11-21  –                      narrow, wide
traits.telefono   text   25 %   2026-11-20  2026-11-21  tel (phone), personal
traits.mail\uFFFD[31m  email  25 %   2026-11-20  2026-11-21  –, personal

3 fields in 5,204 events, 1 of them classified.
Re-read 99 % of profiles by what is published: 1,200 of 1,204.
`)
})

test.each([
  [['fields', 'TRAITS'], ['traits.telefono', 'traits.mail'], '2 of 3 fields'],
  [['fields', '--new'], ['properties.fit', 'traits.mail'], '2 of 3 fields'],
  [['fields', 'nothing'], [], '0 of 3 fields'],
])('%j', async (args, paths, line) => {
  const { out } = await fields(args)
  expect([...out.matchAll(/^(?:properties|traits)\.\w+/gm)].map(([path]) => path)).toEqual(paths)
  expect(out).toContain(line)
})

test('what had no room is said', async () => {
  const { out } = await fields(['fields'], { ...LISTING, overflow: 8000 })
  expect(out).toContain("8,000 sightings had no room: a shop's catalogue has 2,000 fields.\n")
})

test('--format json is the answer as it is', async () => {
  expect(JSON.parse((await fields(['fields', '--format', 'json'])).out)).toEqual(LISTING)
})

test('a refusal ends with 1 and the reason', async () => {
  const { exit, error } = await fields(['fields'], { detail: 'This needs the secret key' }, 403)
  expect(exit).toBe(1)
  expect(error).toContain('This needs the secret key. Is it the secret key of this shop?')
})
