import { CONSENT_BITS, type ConsentStamp } from '../../../shared/schema/consent.ts'

const CHANNELS =
  CONSENT_BITS.email |
  CONSENT_BITS.sms |
  CONSENT_BITS.push |
  CONSENT_BITS.call |
  CONSENT_BITS.post |
  CONSENT_BITS.ads

/** May other services hear of a person? Only with consent for marketing, by any channel. */
export function mayLeave(consent: ConsentStamp): boolean {
  return (consent & CHANNELS) !== 0
}
