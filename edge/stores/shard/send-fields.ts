import type { Env } from '../../env.ts'
import { fieldsStub, type ShopPlace } from '../../lib/object-id.ts'
import type { ShardStorage } from './storage.ts'

export interface FieldSending {
  storage: ShardStorage
  env: Pick<Env, 'FIELDS'>
  place: ShopPlace
  shard: number
}

/** Brings the catalogue what waits for it. It ignores a number it has taken, so sending again after a crash adds nothing. */
export async function sendFields({ storage, env, place, shard }: FieldSending): Promise<void> {
  const catalogue = fieldsStub(env, place)
  for (;;) {
    const batches = storage.fieldOutbox.batches()
    const last = batches.at(-1)
    if (!last) return
    const { upTo } = await catalogue.apply({ shop: place.id, shard, batches })
    if (upTo < last.sequence) throw new Error(`The field catalogue took changes only up to ${upTo}`)
    storage.fieldOutbox.drop(upTo)
  }
}
