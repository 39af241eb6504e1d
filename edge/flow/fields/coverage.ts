import type { Env } from '../../env.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { SHARDS, type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import { publishedReading } from '../../stores/config/published-reading.ts'
import type { Coverage } from '../../stores/shard/contract.ts'

const AT_ONCE = 6

/** How far everybody has been read by what is published now. */
export interface CoverageAnswer {
  profiles: number
  read: number
  /** 0–1; 1 where there is nobody. */
  share: number
}

export async function coverageOf(env: Pick<Env, 'SHOP' | 'SHARD'>, shop: ShopPlace): Promise<CoverageAnswer> {
  const reading = await publishedReading(env, shop.id)
  const shards = Array.from({ length: SHARDS }, (_value, shard) => shard)
  const parts = await mapLimited(shards, AT_ONCE, (shard) =>
    shardStubAt(env, shop, shard).coverage(shop.id, reading),
  )
  return addCoverage(parts)
}

export function addCoverage(parts: readonly Coverage[]): CoverageAnswer {
  const profiles = parts.reduce((sum, part) => sum + part.profiles, 0)
  const read = parts.reduce((sum, part) => sum + part.read, 0)
  return { profiles, read, share: profiles === 0 ? 1 : read / profiles }
}
