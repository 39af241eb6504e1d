import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256Hex } from '../../../../../edge/lib/digest.ts'
import type { ShopSettings } from '../../../../../edge/stores/shop/shop.ts'
import { FakeKv, fakeState } from '../fake-state.ts'

vi.mock('cloudflare:workers', async () => await import('../fake-object.ts'))
const { Shop } = await import('../../../../../edge/stores/shop/shop.ts')

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

function newShop() {
  const [state, kv] = [fakeState(), new FakeKv()]
  const start = () => new Shop(...([state, { KV: kv }] as unknown as ConstructorParameters<typeof Shop>))
  return { state, kv, start, shop: start() }
}

const setup = (expected: 'none' | readonly string[], settings: ShopSettings, text = '{}') => ({
  expected,
  text,
  parsed: text,
  message: null,
  now: 2,
  settings,
})
const OLD = ['https://old.example']
const NEW = ['https://new.example']

describe('while KV is away', () => {
  test('the first call still shows the keys, and the alarm makes them work', async () => {
    const { shop, kv, state } = newShop()
    kv.failures = 2
    const result = await shop.put({ id: 'bianchi' }, 1)
    const keys = result.status === 'saved' ? result.keys : null
    expect(keys?.secretKey).toMatch(/^sk_/)
    expect(state.alarmAt).toBe(2001)
    state.alarmAt = null
    await shop.alarm()
    expect(state.alarmAt).not.toBeNull() // failed once more
    await shop.alarm()
    for (const [key, role] of [
      [keys!.publicKey, 'public'],
      [keys!.secretKey, 'secret'],
    ] as const)
      expect(kv.read(`key/${await sha256Hex(key)}`)).toEqual({ shop: 'bianchi', role })
    expect(kv.read('shop/bianchi')).toMatchObject({
      identitySecrets: [{ id: 'k1', secret: keys!.identitySecret }],
    })
  })

  test('a publish is answered, and the alarm brings document and record, also after a restart', async () => {
    const { shop, kv, start } = newShop()
    await shop.put({ id: 'bianchi', origins: OLD }, 1)
    kv.failures = 1
    const result = await shop.publish('setup', setup('none', { origins: NEW }))
    expect(result).toMatchObject({ status: 'published', version: 1 })
    expect(kv.read('shop/bianchi')).toMatchObject({ origins: OLD })
    await start().alarm()
    expect(kv.read('shop/bianchi')).toMatchObject({ origins: NEW })
    expect(kv.read('setup/bianchi')).toEqual({ version: 1 })
    expect(kv.read('setup/bianchi/1')).toMatchObject({ version: 1, parsed: {} })
  })

  test('the log says so without a key in it', async () => {
    const { shop, kv } = newShop()
    kv.failures = 1
    await shop.put({ id: 'bianchi' }, 1)
    const lines = vi.mocked(console.log).mock.calls.map(([line]) => String(line))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', at: 'shop.copy', object: 'bianchi' })
  })
})

describe('a setup and what it says of the shop', () => {
  test('are written together: of two publishers the newer one’s origins stay', async () => {
    const { shop, kv } = newShop()
    await shop.put({ id: 'bianchi' }, 1)
    let open = () => {}
    kv.gate = new Promise((resolve) => {
      open = resolve
    })
    const first = shop.publish('setup', setup('none', { origins: OLD }))
    const etag = await vi.waitUntil(() => shop.current('setup')?.etag)
    const second = shop.publish('setup', setup([etag], { origins: NEW }, '{ }'))
    kv.gate = Promise.resolve()
    await vi.waitUntil(() => shop.current('setup')?.version === 2)
    open()
    expect([(await first).status, (await second).status]).toEqual(['published', 'published'])
    expect(kv.read('shop/bianchi')).toMatchObject({ origins: NEW })
    expect(kv.read('setup/bianchi')).toEqual({ version: 2 })
  })

  test('are neither written where the version is stale', async () => {
    const { shop, kv } = newShop()
    await shop.put({ id: 'bianchi', origins: OLD }, 1)
    expect((await shop.publish('setup', setup(['"9-0"'], { origins: NEW }))).status).toBe('stale')
    expect(kv.read('shop/bianchi')).toMatchObject({ origins: OLD })
  })
})

test('of two first calls one makes the keys', async () => {
  const { shop, kv } = newShop()
  const results = await Promise.all([shop.put({ id: 'bianchi' }, 1), shop.put({ id: 'bianchi' }, 1)])
  const shown = results.flatMap((result) => (result.status === 'saved' && result.keys ? [result.keys] : []))
  expect(shown).toHaveLength(1)
  expect([...kv.values.keys()].filter((key) => key.startsWith('key/'))).toHaveLength(2)
  expect(kv.read('shop/bianchi')).toMatchObject({
    identitySecrets: [{ id: 'k1', secret: shown[0]!.identitySecret }],
  })
})
