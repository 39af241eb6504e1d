import { beforeEach, expect, test, vi } from 'vitest'
import type { VicinoApi } from '../../../client/api.ts'
import { installGlobal } from '../../../client/install-global.ts'

/** The global as an untyped page sees it. */
type Loose = ((...args: unknown[]) => Promise<unknown>) &
  Record<string, (...args: unknown[]) => Promise<unknown>>

const calls: unknown[][] = []
const api = {
  track: async (...args: unknown[]) => void calls.push(['track', ...args]),
  page: async (...args: unknown[]) => void calls.push(['page', ...args]),
  identify: () => {
    throw new Error('broken')
  },
} as never as VicinoApi

beforeEach(() => {
  calls.length = 0
  vi.stubGlobal('document', new EventTarget())
})

test('the stub’s calls, early calls and late calls run in order', async () => {
  const stub = Object.assign(() => undefined, { q: [['track', 'a'], { 0: 'page', length: 1 }] })
  const scope = { vicino: stub as never as Loose }
  const handOver = installGlobal(scope)
  const early = scope.vicino('track', 'b')
  handOver(api)
  scope.vicino.track!('c', { d: 1 })
  expect(calls).toEqual([['track', 'a'], ['page'], ['track', 'b'], ['track', 'c', { d: 1 }]])
  await expect(early).resolves.toBeUndefined()
})

test.each([
  ['an unknown name', ['dance']],
  ['a name of the prototype', ['toString']],
  ['no name', []],
  ['a method that throws', ['identify', 'x']],
])('%s settles and never throws', async (_name, args) => {
  const scope: { vicino?: Loose } = {}
  installGlobal(scope)(api)
  await expect(scope.vicino!(...args)).resolves.toBeUndefined()
})
