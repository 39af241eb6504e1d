import { mayReach, type Reachable } from '../../../shared/decide/may-reach.ts'
import { CHANNELS } from '../../../shared/schema/consent.ts'

/** May other services hear of a person? Only where they may be reached for marketing, by any channel. */
export function mayLeave(person: Reachable, now: number): boolean {
  return CHANNELS.some((channel) => mayReach(person, channel, 'marketing', now))
}
