import { CONSENT_BITS, type ConsentStamp, type MarketingChannel, type Purpose } from '../schema/consent.ts'
import type { ConsentState } from '../schema/consent-state.ts'

/** As much of a person as is needed to know what they agree to: a folded state, an audience row, a view. */
export interface Reachable {
  /** Today's. */
  consent: ConsentStamp
  /** By topic; absent where only the stamp is known. */
  consents?: ConsentState
}

/**
 * May a person be reached by a channel, with what serves a purpose? Every send and every export asks here. The
 * channel has to be granted (`pending` is not) by `now`, and so has a purpose that what is sent rests on: a mail that
 * names what somebody looked at needs `email` and `personalization`. `marketing` asks for the channel alone.
 *
 * @example mayReach(row, 'ads', 'personalization', now) // may this interest go to an ad network?
 */
export function mayReach(
  { consent, consents }: Reachable,
  channel: MarketingChannel,
  purpose: Purpose,
  now: number,
): boolean {
  const rests = purpose === 'marketing' ? 0 : CONSENT_BITS[purpose]
  const needed = CONSENT_BITS[channel] | rests
  return (consent & needed) === needed && (consents?.[channel]?.at ?? 0) <= now
}
