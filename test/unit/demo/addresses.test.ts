import { expect, test, vi } from 'vitest'

vi.mock('cloudflare:workers', () => ({ DurableObject: class {} }))
const { default: app } = await import('../../../demo/worker.ts')

const env = { VICINO_SHOP: 'demo', VICINO_ORIGIN: '', VICINO_PUBLIC_KEY: 'pk_1' }
const ask = (path: string) => app.request(path, {}, env)

test.each([
  ['/it/', '/it'],
  ['/pl/', '/pl'],
  ['/en/', '/en'],
  ['/en/c/shoes/boots/', '/en/c/shoes/boots'],
  ['/it/search/?q=boots', '/it/search?q=boots'],
])('%s leads to the page without the slash', async (path, expected) => {
  const response = await ask(path)
  expect(response.status).toBe(301)
  const { pathname, search } = new URL(response.headers.get('location') ?? '')
  expect(pathname + search).toBe(expected)
  expect((await ask(expected)).status).toBe(200)
})

test.each(['/p/boot-1', '/c/shoes/boots', '/cart', '/checkout'])(
  '%s leads to the reader’s language',
  async (path) => {
    const headers = { 'accept-language': 'pl' }
    const response = await app.request(path, { headers }, env)
    expect([response.status, response.headers.get('location')]).toEqual([302, `/pl${path}`])
  },
)

test('what does not exist stays a 404, without a slash too', async () => {
  expect((await ask('/it/nowhere')).status).toBe(404)
})
