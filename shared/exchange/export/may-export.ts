import { mayReach } from '../../decide/may-reach.ts'
import { CHANNELS, CONSENT_BITS } from '../../schema/consent.ts'
import type { ExportPerson } from './export-person.ts'

/** What leaves: an address by itself, or what was learned of somebody. */
export type Leaving =
  | 'email'
  | 'phone'
  /** Street, town, postcode. */
  | 'address'
  /** Names, birthday, what else the person has stated. */
  | 'stated'
  /** Segments, orders, what the shop makes of them. */
  | 'learned'
  /** To an advertising network, for a list of everybody. */
  | 'ads'
  /** The same for a list that rests on what was learned. */
  | 'ads-learned'

/**
 * May this leave the shop's own profiles? The one place that exports ask. Strict: an address only to be written to by
 * a channel that was agreed to, an ads list only with consent for ads, and what was learned only with consent for
 * personalization.
 */
export function mayExport(person: ExportPerson, leaving: Leaving, now: number): boolean {
  const may = (channel: (typeof CHANNELS)[number]) => mayReach(person, channel, 'marketing', now)
  switch (leaving) {
    case 'email':
      return may('email')
    case 'phone':
      return may('sms') || may('call')
    case 'address':
      return may('post')
    case 'stated':
      return CHANNELS.some(may)
    case 'learned':
      return CHANNELS.some(may) && (person.consent & CONSENT_BITS.personalization) !== 0
    case 'ads':
      return may('ads')
    case 'ads-learned':
      return mayReach(person, 'ads', 'personalization', now)
  }
}
