import { bucketOf } from '../../shared/lib/hash.ts'
import type { Env } from '../env.ts'
import type { DeviceBucket } from '../stores/devices/device-bucket.ts'
import type { FieldCatalog } from '../stores/fields/field-catalog.ts'
import type { IdentityBucket } from '../stores/identity/identity-bucket.ts'
import type { Statistics } from '../stores/measure/statistics.ts'
import type { Profile } from '../stores/profile/profile.ts'
import type { Shard } from '../stores/shard/shard.ts'
import type { Shop } from '../stores/shop/shop.ts'
import type { ShopRecord } from './shop-record.ts'

/** Part of every object's name, so never to be changed in place: growth is a new generation of objects. */
export const IDENTITY_BUCKETS = 64
export const SHARDS = 64
export const STATISTICS_BUCKETS = 8
export const DEVICE_BUCKETS = 8

/** What decides where a shop's objects are. */
export type ShopPlace = Pick<ShopRecord, 'id' | 'locationHint' | 'jurisdiction'>

/** The place alone: the rest of a shop's record, its secrets above all, stays out of calls between objects. */
export function placeOf({ id, locationHint, jurisdiction }: ShopPlace): ShopPlace {
  return { id, ...(locationHint && { locationHint }), ...(jurisdiction && { jurisdiction }) }
}

export function profileStub(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
): DurableObjectStub<Profile> {
  return stub(env.PROFILE, shop, profile)
}

/** The bucket of an identifier, by its hash. */
export function identityStub(
  env: Pick<Env, 'IDENTITY'>,
  shop: ShopPlace,
  hash: string,
): DurableObjectStub<IdentityBucket> {
  return identityStubAt(env, shop, bucketOf(hash, IDENTITY_BUCKETS))
}

/** A bucket by its number, to ask all of them. */
export function identityStubAt(
  env: Pick<Env, 'IDENTITY'>,
  shop: ShopPlace,
  bucket: number,
): DurableObjectStub<IdentityBucket> {
  return stub(env.IDENTITY, shop, String(bucket))
}

/** The shard of a profile. */
export function shardStub(
  env: Pick<Env, 'SHARD'>,
  shop: ShopPlace,
  profile: string,
): DurableObjectStub<Shard> {
  return shardStubAt(env, shop, bucketOf(profile, SHARDS))
}

/** A shard by its number, to ask all of them. */
export function shardStubAt(
  env: Pick<Env, 'SHARD'>,
  shop: ShopPlace,
  shard: number,
): DurableObjectStub<Shard> {
  return stub(env.SHARD, shop, String(shard))
}

/** Which part of the statistics a product belongs to. */
export function statisticsBucket(product: string): number {
  return bucketOf(product, STATISTICS_BUCKETS)
}

export function statisticsStub(
  env: Pick<Env, 'STATISTICS'>,
  shop: ShopPlace,
  bucket: number,
): DurableObjectStub<Statistics> {
  return stub(env.STATISTICS, shop, String(bucket))
}

/** The shop's field catalogue: one object, told by every shard now and then. */
export function fieldsStub(env: Pick<Env, 'FIELDS'>, shop: ShopPlace): DurableObjectStub<FieldCatalog> {
  return stub(env.FIELDS, shop, '0')
}

/** Where a profile's device was seen, and the pairs that it comes first in. */
export function devicesStub(
  env: Pick<Env, 'DEVICES'>,
  shop: ShopPlace,
  profile: string,
): DurableObjectStub<DeviceBucket> {
  return devicesStubAt(env, shop, bucketOf(profile, DEVICE_BUCKETS))
}

/** A bucket by its number, to ask all of them. */
export function devicesStubAt(
  env: Pick<Env, 'DEVICES'>,
  shop: ShopPlace,
  bucket: number,
): DurableObjectStub<DeviceBucket> {
  return stub(env.DEVICES, shop, String(bucket))
}

/** The shop's own object. It holds no people and must be found before the record that would place it is known. */
export function shopStub(env: Pick<Env, 'SHOP'>, shop: string): DurableObjectStub<Shop> {
  return stub(env.SHOP, { id: shop })
}

/** The only place that makes an object's id: the shop comes first in its name, and decides where it lives. */
function stub<T extends Rpc.DurableObjectBranded | undefined>(
  namespace: DurableObjectNamespace<T>,
  shop: ShopPlace,
  name?: string,
): DurableObjectStub<T> {
  const placed = shop.jurisdiction ? namespace.jurisdiction(shop.jurisdiction) : namespace
  const id = placed.idFromName(name === undefined ? shop.id : `${shop.id}/${name}`)
  return placed.get(id, shop.locationHint && { locationHint: shop.locationHint })
}
