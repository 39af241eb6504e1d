import type { ReadEvent } from '../../../shared/schema/intake/read-item.ts'
import type { Caller } from '../../lib/caller.ts'

/** Two ids of which the shop says that they are one person. */
export interface AliasRequest {
  previousId: string
  userId: string
  /** Epoch ms. */
  time: number
}

/**
 * What the `alias` calls of a request ask for. Only the secret key may ask: a browser that could name two ids would read
 * one person through the other. Its proof is for one id, and logs in as that; the other stays a claim.
 */
export function aliasRequests(events: readonly ReadEvent[], { role }: Pick<Caller, 'role'>): AliasRequest[] {
  if (role !== 'secret') return []
  return events.flatMap(({ previousId, userId, time }) =>
    previousId === undefined || userId === undefined || previousId === userId
      ? []
      : [{ previousId, userId, time }],
  )
}
