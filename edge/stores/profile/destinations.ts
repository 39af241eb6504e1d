import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { identifierHash } from '../../lib/identifier-hash.ts'
import { identityStub, shardStub } from '../../lib/object-id.ts'
import { enqueueWebhook } from '../webhooks/enqueue.ts'
import { splitSegments } from '../webhooks/split-segments.ts'
import type { AudienceView, Destinations } from './delivery.ts'
import type { Person } from './person.ts'
import type { Self } from './storage.ts'

/** What the profile object lends to its deliveries. */
export interface ProfileHooks {
  audience(): Promise<AudienceView | null>
  logKey(member: string): string | undefined
  /** Takes in trusted words about an order that had been waiting for this member, wherever it is answered for now. */
  append(member: string, events: StoredEvent[]): Promise<void>
}

/** The real destinations of one profile: its shard, the identity buckets of its orders, the webhook queue. */
export function profileDestinations(env: Env, person: Person, hooks: ProfileHooks): Destinations {
  return {
    shard: (batch) => {
      const { shop, profile } = selfOf(person)
      return shardStub(env, shop, profile).receive(batch)
    },
    order: async ({ order, total, currency, isTrusted }, home) => {
      const { shop, profile: own } = selfOf(person)
      const profile = home ?? own
      const hash = await identifierHash(env, shop.id, 'order_id', order)
      const bucket = identityStub(env, shop, hash)
      const waiting = await bucket.claimOrder(hash, { profile, total, currency, isTrusted })
      if (waiting.length === 0) return
      await hooks.append(profile, waiting)
      // Leaves this object only after the rows above are on disk.
      await bucket.orderTaken(
        hash,
        waiting.map(({ messageId }) => messageId),
      )
    },
    audience: hooks.audience,
    logKey: hooks.logKey,
    segmentsChanged: async ({ sequence, before, now }) => {
      const { shop, profile } = selfOf(person)
      const at = Date.now()
      const changes = splitSegments({
        profile,
        segments: now,
        joined: now.filter((name) => !before.includes(name)),
        left: before.filter((name) => !now.includes(name)),
      })
      for (const [index, data] of changes.entries()) {
        const id = index === 0 ? `${profile}-${sequence}` : `${profile}-${sequence}-${index + 1}`
        await enqueueWebhook(env, { shop: shop.id, place: shop, type: 'profile.updated', id, at, data })
      }
    },
  }
}

function selfOf({ self }: Person): Self {
  if (!self) throw new Error('A profile that holds nothing has nothing to deliver')
  return self
}
