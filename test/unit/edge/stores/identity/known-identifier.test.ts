import { expect, test } from 'vitest'
import type { IdentifierHashes } from '../../../../../edge/lib/identifier-hash.ts'
import {
  type BucketOf,
  claimIdentifier,
  lookupIdentifier,
} from '../../../../../edge/stores/identity/known-identifier.ts'

interface Row {
  profile: string | null
  erasedAt: number | null
}

/** All buckets as one table of `hash → row`; behaves as {@link IdentityBucket} does. */
function buckets(rows: Record<string, Partial<Row>> = {}) {
  const table = new Map(
    Object.entries(rows).map(([hash, row]) => [hash, { profile: null, erasedAt: null, ...row }]),
  )
  const rowOf = (hash: string): Row => table.get(hash) ?? { profile: null, erasedAt: null }
  const bucketOf: BucketOf = () => ({
    lookup: async (hash) => rowOf(hash).profile,
    find: async (hash) => rowOf(hash),
    claim: async (hash, candidate, eventTime) => {
      const row = rowOf(hash)
      if (row.erasedAt !== null && eventTime <= row.erasedAt) return null
      if (row.profile === null) table.set(hash, { ...row, profile: candidate })
      return rowOf(hash).profile
    },
  })
  return { bucketOf, profileOf: (hash: string) => rowOf(hash).profile }
}

const claim = (hashes: IdentifierHashes, { bucketOf }: ReturnType<typeof buckets>, eventTime = 10) =>
  claimIdentifier(hashes, { candidate: 'new', eventTime }, bucketOf)
const exact = { hash: 'exact', earlier: [] }
const wide = { hash: 'exact', loose: 'loose', earlier: ['old'] }

test.each<[string, Record<string, Partial<Row>>, string | null]>([
  ['nobody', {}, null],
  ['by the exact key', { exact: { profile: 'a' }, old: { profile: 'b' }, loose: { profile: 'c' } }, 'a'],
  ['by what an earlier version stored', { old: { profile: 'b' }, loose: { profile: 'c' } }, 'b'],
  ['by the same box', { loose: { profile: 'c' } }, 'c'],
])('looks up %s', async (_what, rows, profile) => {
  expect(await lookupIdentifier(wide, buckets(rows).bucketOf)).toBe(profile)
})

test.each<[string, IdentifierHashes, Record<string, Partial<Row>>, string | null]>([
  ['somebody new', exact, {}, 'new'],
  ['somebody new, with a wider key', wide, {}, 'new'],
  ['who is known', wide, { exact: { profile: 'a' }, loose: { profile: 'c' } }, 'a'],
  ['who was stored by an earlier version', wide, { old: { profile: 'b' } }, 'b'],
  ['who shares the box', wide, { loose: { profile: 'c' } }, 'c'],
  ['who was erased since', exact, { exact: { erasedAt: 10 } }, null],
  ['who was erased since, under an earlier key', wide, { old: { erasedAt: 10 } }, null],
  ['who was erased before', wide, { old: { erasedAt: 9 } }, 'new'],
])('claims for %s', async (_what, hashes, rows, profile) => {
  const store = buckets(rows)
  expect(await claim(hashes, store)).toBe(profile)
  if (profile !== null) expect(store.profileOf('exact')).toBe(profile)
})

test('a claim writes today’s keys and leaves the earlier ones', async () => {
  const store = buckets({ old: { profile: 'b' } })
  await claim(wide, store)
  expect(['exact', 'loose', 'old'].map(store.profileOf)).toEqual(['b', 'b', 'b'])
  const fresh = buckets()
  await claim(wide, fresh)
  expect(['exact', 'loose', 'old'].map(fresh.profileOf)).toEqual(['new', 'new', null])
})

test('a shop that stops to ignore tags loses nobody, and joins nobody by them any more', async () => {
  const store = buckets()
  await claim({ hash: 'ada+shoes', loose: 'ada', earlier: [] }, store)
  expect(await lookupIdentifier({ hash: 'ada+shoes', earlier: [] }, store.bucketOf)).toBe('new')
  expect(await lookupIdentifier({ hash: 'ada+bags', earlier: [] }, store.bucketOf)).toBeNull()
})
