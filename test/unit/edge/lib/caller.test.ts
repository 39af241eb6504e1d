import { beforeEach, expect, test, vi } from 'vitest'
import { requireSecret, resolveCaller } from '../../../../edge/lib/caller.ts'
import { sha256Hex } from '../../../../edge/lib/digest.ts'
import { edgeRequest, shopRecord } from './fixtures.ts'

const kv = new Map<string, unknown>()
const get = vi.fn(async (key: string) => kv.get(key) ?? null)
const env = { KV: { get } as never, REFRESH_MS: 0 }
const ctx = { waitUntil: () => {} }
const resolve = (headers: Record<string, string>, bodyKey?: unknown) =>
  resolveCaller(edgeRequest(headers), bodyKey, env, ctx)

beforeEach(async () => {
  kv.clear()
  get.mockClear()
  kv.set(`key/${await sha256Hex('pk_1')}`, { shop: 'boots', role: 'public' })
  kv.set(`key/${await sha256Hex('sk_1')}`, { shop: 'boots', role: 'secret' })
  kv.set('shop/boots', shopRecord())
})

test.each<[string, Record<string, string>, unknown, string]>([
  ['Bearer', { Authorization: 'Bearer sk_1' }, undefined, 'secret'],
  ['bearer in lower case', { Authorization: 'bearer  pk_1' }, undefined, 'public'],
  ['Basic, as Segment sends it', { Authorization: `Basic ${btoa('pk_1:')}` }, undefined, 'public'],
  ['the body', {}, 'pk_1', 'public'],
  ['the header goes before the body', { Authorization: 'Bearer pk_1' }, 'sk_1', 'public'],
])('a key in %s', async (_name, headers, bodyKey, role) => {
  const caller = await resolve(headers, bodyKey)
  expect(caller).toMatchObject({ role, shop: { id: 'boots' } })
  expect(caller.keyId).toMatch(/^[0-9a-f]{16}$/)
})

test.each<[string, Record<string, string>, unknown]>([
  ['none', {}, undefined],
  ['empty', { Authorization: 'Bearer' }, ''],
  ['unknown', { Authorization: 'Bearer pk_2' }, undefined],
  ['unknown, while the body’s is right', { Authorization: 'Bearer pk_2' }, 'pk_1'],
  ['another scheme', { Authorization: 'Digest pk_1' }, 'pk_1'],
  ['not base64', { Authorization: 'Basic %%%' }, 'pk_1'],
  ['an object', {}, { toString: 'pk_1' }],
  ['too long', {}, 'x'.repeat(300_000)],
  ['the digest itself', {}, 'DIGEST'],
])('401 for a key that is %s', async (_name, headers, bodyKey) => {
  const key = bodyKey === 'DIGEST' ? await sha256Hex('sk_1') : bodyKey
  await expect(resolve(headers, key)).rejects.toMatchObject({ status: 401 })
})

test('no key ever reaches a storage name', async () => {
  await resolve({}, 'pk_1').catch(() => {})
  await resolve({}, 'sk_guess').catch(() => {})
  for (const [name] of get.mock.calls) expect(name).not.toMatch(/[ps]k_/)
})

test('503, not 401, when keys cannot be looked up', async () => {
  get.mockRejectedValueOnce(new Error('KV is down'))
  await expect(resolve({}, 'pk_never_seen')).rejects.toMatchObject({ status: 503 })
})

test('requireSecret refuses the public key', async () => {
  expect(() => requireSecret({ shop: shopRecord(), role: 'public', keyId: 'x' })).toThrow(
    expect.objectContaining({ status: 403 }),
  )
  expect(() => requireSecret({ shop: shopRecord(), role: 'secret', keyId: 'x' })).not.toThrow()
})
