import { expect, test, vi } from 'vitest'
import { Delivery, type Destinations } from '../../../../../edge/stores/profile/delivery.ts'
import { newLogKey } from '../../../../../edge/stores/profile/log-lines.ts'
import { packRow } from '../../../../../edge/stores/profile/packed-row.ts'
import type { Person } from '../../../../../edge/stores/profile/person.ts'
import type { ShardBatch } from '../../../../../edge/stores/shard/contract.ts'

const row = (sequence: number) => ({
  sequence,
  home: null,
  body: packRow({ events: [] }),
  outbox: JSON.stringify({ deltas: [], orders: [{ order: `o${sequence}` }] }),
})

/** A person with two rows, and destinations that note what they are told. */
function setup(overrides: Partial<Destinations> = {}) {
  const rows = [row(1), row(2)]
  const told: unknown[] = []
  const person = {
    self: { shop: { id: 'boots' }, profile: 'p_1', logKey: newLogKey() },
    isErased: false,
    sequence: 2,
    cursors: { shard: 0, identity: 0, segments: [] as string[], untold: undefined as unknown },
    storage: { rowsAfter: (after: number) => rows.filter(({ sequence }) => sequence > after) },
  }
  const audience = {
    updatedAt: 0,
    consent: 7,
    segments: ['vip'],
    features: {},
    validUntil: null,
    reading: '',
  }
  const destinations: Destinations = {
    shard: async ({ rows: sent }) => {
      told.push(['shard', sent.map(({ sequence }) => sequence)])
      return { upTo: sent.at(-1)!.sequence }
    },
    order: async ({ order }) => void told.push(['order', order]),
    audience: async () => audience,
    logKey: () => person.self.logKey,
    segmentsChanged: async ({ now }) => void told.push(['segments', now]),
    ...overrides,
  }
  return {
    told,
    person,
    audience,
    destinations,
    delivery: new Delivery(person as unknown as Person, destinations),
  }
}

test('every destination is told everything, once', async () => {
  const { delivery, told } = setup()
  await Promise.all([delivery.try(), delivery.try()])
  await delivery.try()
  expect(told).toEqual([
    ['order', 'o1'],
    ['order', 'o2'],
    ['shard', [1, 2]],
    ['segments', ['vip']],
  ])
})

test('segments are told only while the person agrees to marketing, and later what has changed since', async () => {
  const { delivery, told, person, audience } = setup()
  const says = async (consent: number, ...segments: string[]) => {
    Object.assign(audience, { consent, segments })
    person.cursors.shard = 0
    await delivery.try()
    return told.splice(0).filter((word) => (word as string[])[0] === 'segments')
  }
  expect(await says(3, 'vip')).toEqual([])
  expect(await says(3 + 128, 'vip')).toEqual([['segments', ['vip']]])
  expect(await says(3)).toEqual([])
  expect(await says(1)).toEqual([])
  expect(await says(1 + 8)).toEqual([['segments', []]])
})

test.each(['order', 'shard'] as const)('what `%s` refused comes again', async (name) => {
  const { destinations } = setup()
  const refuseOnce = vi.fn().mockRejectedValueOnce(new Error('not now'))
  const { delivery, told } = setup({
    [name]: async (word: never, home: never) => {
      await refuseOnce()
      told.push([name])
      return destinations[name](word, home)
    },
  })
  await expect(delivery.run()).rejects.toThrow('not now')
  expect(delivery.isDone).toBe(false)
  await delivery.try()
  expect(delivery.isDone).toBe(true)
  expect(told).toContainEqual([name])
})

test('a webhook that is refused holds up no row, and is told again with the next try', async () => {
  const refuseOnce = vi.fn().mockRejectedValueOnce(new Error('queue out of order'))
  const { delivery, told, person } = setup({
    segmentsChanged: async (change) => {
      await refuseOnce()
      told.push(change)
    },
  })
  await delivery.run()
  await expect(delivery.tell()).rejects.toThrow('out of order')
  expect(person.cursors).toMatchObject({ shard: 2, identity: 2, segments: [] })
  expect(delivery.isDone).toBe(false)
  await delivery.tell()
  await delivery.tell()
  expect(told.slice(3)).toEqual([{ sequence: 2, before: [], now: ['vip'] }])
  expect(delivery.isDone).toBe(true)
})

test('who is erased before delivery leaves their counts, and nothing else', async () => {
  const batches: ShardBatch[] = []
  const { delivery, told, person } = setup({
    shard: async (batch) => {
      batches.push(batch)
      return { upTo: batch.rows.at(-1)!.sequence }
    },
  })
  Object.assign(person, { isErased: true })
  await delivery.leaveCounts()
  await delivery.leaveCounts()
  const counts = { deltas: [], fields: [], log: '' }
  expect(batches).toEqual([
    {
      shop: 'boots',
      profile: 'p_1',
      rows: [
        { sequence: 1, ...counts },
        { sequence: 2, ...counts },
      ],
    },
  ])
  expect(told).toEqual([])
})
