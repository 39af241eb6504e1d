import { bucketOf } from '../../../shared/lib/hash.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { SHARDS, type ShopPlace, shardStubAt } from '../../lib/object-id.ts'
import type { WaitUntil } from '../../lib/refreshed.ts'

/**
 * Somebody who did not agree to be known looked at a product: one more for that product and that day. No id, no
 * time, no address is kept, so there is nobody to find in it.
 */
export function countAnonymous(
  env: Pick<Env, 'SHARD'>,
  { shop, page, now, waitUntil }: { shop: ShopPlace; page: PageContext; now: number; waitUntil: WaitUntil },
): void {
  const { product } = page
  if (page.type !== 'product' || product === undefined || product.length > 100) return
  const day = new Date(now).toISOString().slice(0, 10)
  const count = shardStubAt(env, shop, bucketOf(product, SHARDS)).countAnonymous(shop.id, day, [
    { product, at: now, views: 1 },
  ])
  waitUntil(count.catch((error: unknown) => logLine('warn', { at: 'count-anonymous', shop: shop.id, error })))
}
