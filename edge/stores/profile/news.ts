import type { Env } from '../../env.ts'
import { enqueueWebhook } from '../webhooks/enqueue.ts'
import type { Kin } from './kin.ts'
import { mayLeave } from './may-leave.ts'
import type { Person } from './person.ts'

/** Tells destinations of merges and splits, while the person agrees to it. A crash tells again, under the same id. */
export async function tellNews(env: Env, { table }: Kin, { self, state, isErased }: Person): Promise<void> {
  for (const [id, { at, ...data }] of [...table.of('news')]) {
    if (self && !isErased && mayLeave(state, Date.now()))
      await enqueueWebhook(env, {
        shop: self.shop.id,
        place: self.shop,
        type: 'identity.changed',
        id,
        at,
        data,
      })
    table.drop('news', id)
  }
}
