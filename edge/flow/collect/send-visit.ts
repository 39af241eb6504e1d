import type { Env } from '../../env.ts'
import { profileStub } from '../../lib/object-id.ts'
import { tooManyRequests } from '../../lib/problem.ts'
import type { Visit, VisitReply } from '../../stores/profile/contract.ts'

/**
 * Calls a person's object. A visit may be repeated, since its events are told apart by their ids, so a connection
 * that broke is tried once more; an object that is overloaded is left alone and the sender asked to wait.
 */
export async function sendVisit(env: Pick<Env, 'PROFILE'>, visit: Visit): Promise<VisitReply> {
  const call = () => profileStub(env, visit.shop, visit.profile).visit(visit)
  try {
    return await call()
  } catch (error) {
    const { overloaded, retryable } = error as { overloaded?: boolean; retryable?: boolean }
    if (overloaded) throw tooManyRequests(1, 'Too many requests for one person')
    if (retryable) return await call()
    throw error
  }
}
