import type { Env } from '../../env.ts'
import { tooManyRequests } from '../../lib/problem.ts'
import type { Moved, Visit, VisitReply } from '../../stores/profile/contract.ts'
import { reachPerson } from '../../stores/profile/reach.ts'

/**
 * Calls the object that answers for a person. A visit may be repeated, since its events are told apart by their ids, so a connection
 * that broke is tried once more; an object that is overloaded is left alone and the sender asked to wait.
 */
export async function sendVisit(env: Pick<Env, 'PROFILE'>, visit: Visit): Promise<FoundReply> {
  const { home = visit.profile } = visit
  return reachPerson(env, visit.shop, visit.profile, async (stub, { profile }) => {
    const call = () => stub.visit({ ...visit, profile, home })
    try {
      return await call()
    } catch (error) {
      const { overloaded, retryable } = error as { overloaded?: boolean; retryable?: boolean }
      if (overloaded) throw tooManyRequests(1, 'Too many requests for one person')
      if (retryable) return await call()
      throw error
    }
  })
}

/** What comes of a visit in the end: wherever the person is answered for, it was found. */
export type FoundReply = Exclude<VisitReply, Moved>
