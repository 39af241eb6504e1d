import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { SHARDS, type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import { publishedReading } from '../../stores/config/published-reading.ts'

const AT_ONCE = 6

/** Something was published: tells every shard by what its people are to be read from now on. */
export async function startSweep(env: Pick<Env, 'SHOP' | 'SHARD'>, shop: ShopPlace): Promise<void> {
  const reading = await publishedReading(env, shop.id)
  const shards = Array.from({ length: SHARDS }, (_value, shard) => shard)
  await mapLimited(shards, AT_ONCE, (shard) => shardStubAt(env, shop, shard).sweep(shop.id, reading))
}
