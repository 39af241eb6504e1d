import type { WebhookEvent } from '../../stores/webhooks/contract.ts'

export interface SegmentChange {
  shop: string
  profile: string
  /** Row of the profile that caused it; makes the event's id, so that a repetition is the same event. */
  sequence: number
  at: number
  before: readonly string[]
  after: readonly string[]
}

/** The event of a change of segments; null = nothing changed. */
export function profileUpdated({
  shop,
  profile,
  sequence,
  at,
  before,
  after,
}: SegmentChange): WebhookEvent | null {
  const joined = after.filter((segment) => !before.includes(segment))
  const left = before.filter((segment) => !after.includes(segment))
  if (joined.length === 0 && left.length === 0) return null
  return {
    shop,
    type: 'profile.updated',
    id: `msg_${profile}.${sequence}`,
    at,
    data: { profile, segments: [...after], joined, left },
  }
}
