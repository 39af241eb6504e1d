import { expect, test, vi } from 'vitest'
import { Refreshed } from '../../../../edge/lib/refreshed.ts'

const REFRESH_MS = 1000

/** A store whose answers the test gives by hand, a clock it moves, and the work it waits for. */
function setup(options: { maxEntries?: number; maxMisses?: number; isStrict?: boolean } = {}) {
  const clock = { now: 0 }
  const store = new Map<string, string>()
  const load = vi.fn(async (key: string) => store.get(key) ?? null)
  const onError = vi.fn()
  const work: Promise<unknown>[] = []
  const refreshed = new Refreshed<string>({
    load,
    refreshMs: () => REFRESH_MS,
    maxEntries: 10,
    now: () => clock.now,
    onError,
    ...options,
  })
  const get = (key: string) => refreshed.get(key, undefined, (promise) => void work.push(promise))
  const settle = async () => void (await Promise.all(work.splice(0)))
  return { clock, store, load, onError, refreshed, get, settle }
}

test('one read serves everybody who waits for it', async () => {
  const { store, load, get } = setup()
  store.set('a', '1')
  expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['1', '1', '1'])
  expect(await get('a')).toBe('1')
  expect(load).toHaveBeenCalledTimes(1)
})

test('an old value is answered at once and looked at again behind the reply', async () => {
  const { clock, store, load, get, settle } = setup()
  store.set('a', '1')
  await get('a')
  store.set('a', '2')
  clock.now = REFRESH_MS - 1
  expect(await get('a')).toBe('1')
  await settle()
  expect(load).toHaveBeenCalledTimes(1)
  clock.now = REFRESH_MS
  expect(await Promise.all([get('a'), get('a')])).toEqual(['1', '1'])
  await settle()
  expect(load).toHaveBeenCalledTimes(2)
  expect(await get('a')).toBe('2')
})

test.each([
  ['a strict value is looked at first after a long sleep', true, 4 * REFRESH_MS, '2'],
  ['but not after a short one', true, 4 * REFRESH_MS - 1, '1'],
  ['and any other never makes a request wait', false, 4 * REFRESH_MS, '1'],
])('%s', async (_name, isStrict, sleep, expected) => {
  const { clock, store, get } = setup({ isStrict })
  store.set('a', '1')
  await get('a')
  store.set('a', '2')
  clock.now = sleep
  expect(await Promise.all([get('a'), get('a')])).toEqual([expected, expected])
})

test('a strict value that cannot be read again stays', async () => {
  const { clock, store, load, onError, get } = setup({ isStrict: true })
  store.set('a', '1')
  await get('a')
  load.mockRejectedValueOnce(new Error('KV is down'))
  clock.now = 10 * REFRESH_MS
  expect(await Promise.all([get('a'), get('a')])).toEqual(['1', '1'])
  expect(onError).toHaveBeenCalledTimes(1)
})

test('an error keeps what is there, and is not repeated before another interval', async () => {
  const { clock, store, load, onError, get, settle } = setup()
  store.set('a', '1')
  await get('a')
  load.mockRejectedValueOnce(new Error('KV is down'))
  clock.now = REFRESH_MS
  expect(await get('a')).toBe('1')
  await settle()
  expect(onError).toHaveBeenCalledTimes(1)
  clock.now = 2 * REFRESH_MS - 1
  expect(await get('a')).toBe('1')
  await settle()
  expect(load).toHaveBeenCalledTimes(2)
})

test('a first read that fails fails for who asked, and the next one tries again', async () => {
  const { store, load, get, settle } = setup()
  store.set('a', '1')
  load.mockRejectedValueOnce(new Error('KV is down'))
  await expect(get('a')).rejects.toThrow('KV is down')
  await settle()
  expect(await get('a')).toBe('1')
})

test('what was taken away is gone after a refresh', async () => {
  const { clock, store, get, settle } = setup()
  store.set('a', '1')
  await get('a')
  store.delete('a')
  clock.now = REFRESH_MS
  expect(await get('a')).toBe('1')
  await settle()
  expect(await get('a')).toBeNull()
})

test('"there is none" is kept for one interval', async () => {
  const { clock, store, load, get } = setup()
  expect(await get('a')).toBeNull()
  store.set('a', '1')
  expect(await get('a')).toBeNull()
  expect(load).toHaveBeenCalledTimes(1)
  clock.now = REFRESH_MS
  expect(await get('a')).toBe('1')
})

test('the least recently used value goes first', async () => {
  const { store, load, get } = setup({ maxEntries: 2 })
  for (const key of ['a', 'b', 'c']) store.set(key, key)
  for (const key of ['a', 'b', 'a', 'c', 'a']) await get(key)
  expect(load.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'c'])
  await get('b')
  expect(load).toHaveBeenCalledTimes(4)
})

test('guessed keys never push real values out', async () => {
  const { store, load, get } = setup({ maxEntries: 2, maxMisses: 3 })
  store.set('a', '1')
  await get('a')
  for (let index = 0; index < 100; index++) await get(`guess ${index}`)
  load.mockClear()
  expect(await get('a')).toBe('1')
  expect(load).not.toHaveBeenCalled()
})
