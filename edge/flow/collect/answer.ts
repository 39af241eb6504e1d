import type { Refusal } from '../../../shared/schema/decide.ts'
import { ApiError } from '../../lib/problem.ts'
import type { Collected } from './collect.ts'
import type { VisitedGroup } from './visit-all.ts'

export interface IntakeAnswer {
  accepted: number
  duplicates: number
  /** Events not kept: without consent, or nobody's. */
  withheld: number
  invalid: Refusal[]
}

/** What became of a request's events. A duplicate is accepted: the sender's business with it is done. */
export function intakeAnswer(
  visits: readonly VisitedGroup[],
  { withheld, invalid }: Collected,
): IntakeAnswer {
  const answer = { accepted: 0, duplicates: 0, withheld, invalid }
  for (const { visited, group } of visits) {
    answer.accepted += visited?.reply.stored ?? 0
    answer.duplicates += visited?.reply.duplicates ?? 0
    answer.withheld += visited ? visited.reply.withheld : group.events.length
  }
  return answer
}

/** 400 for a request of which nothing is left; where some events are good, the bad ones are named in the answer. */
export function refuseIfAllInvalid({ groups, invalid, withheld }: Collected): void {
  const isEmpty = withheld === 0 && groups.every(({ events }) => events.length === 0)
  if (!isEmpty || invalid.length === 0) return
  throw new ApiError(400, 'invalid-events', `No event could be accepted; the first: ${invalid[0]!.reason}`, {
    errors: invalid.map(({ index, pointer, reason }) => ({ index, pointer, detail: reason })),
  })
}
