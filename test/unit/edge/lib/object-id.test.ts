import { expect, test } from 'vitest'
import {
  identityStub,
  placeOf,
  profileStub,
  SHARDS,
  shardStub,
  shardStubAt,
  shopStub,
  statisticsBucket,
  statisticsStub,
} from '../../../../edge/lib/object-id.ts'
import { shopRecord } from './fixtures.ts'

/** A namespace that answers with what it was asked. */
function namespace(jurisdiction?: string) {
  return {
    jurisdiction: (name: string) => namespace(name),
    idFromName: (name: string) => ({ name, jurisdiction }),
    get: (id: object, options?: object) => ({ ...id, ...options }),
  }
}
/** Stands in for five kinds of namespace. */
const env = {
  PROFILE: namespace(),
  IDENTITY: namespace(),
  SHARD: namespace(),
  STATISTICS: namespace(),
  SHOP: namespace(),
} as never

test('every name starts with the shop', () => {
  const shop = shopRecord()
  expect(profileStub(env, shop, 'p_1')).toEqual({ name: 'boots/p_1' })
  expect(shopStub(env, 'boots')).toEqual({ name: 'boots' })
  expect(statisticsStub(env, shop, 3)).toEqual({ name: 'boots/3' })
  for (const stub of [identityStub(env, shop, 'abc'), shardStub(env, shop, 'p_1')]) {
    expect((stub as unknown as { name: string }).name).toMatch(/^boots\/([0-9]|[1-5][0-9]|6[0-3])$/)
  }
})

test('names are stable: changing one of these orphans people', () => {
  expect(shardStub(env, shopRecord(), 'p_00000000000000000000000000000000')).toEqual({ name: 'boots/16' })
  expect(statisticsBucket('B-12')).toBe(3)
  expect(shardStubAt(env, shopRecord(), SHARDS - 1)).toEqual({ name: 'boots/63' })
})

test('the shop decides where its objects live', () => {
  const shop = shopRecord({ jurisdiction: 'eu', locationHint: 'weur' })
  expect(profileStub(env, shop, 'p_1')).toEqual({
    name: 'boots/p_1',
    jurisdiction: 'eu',
    locationHint: 'weur',
  })
  expect(placeOf(shop)).toEqual({ id: 'boots', jurisdiction: 'eu', locationHint: 'weur' })
})
