/** What a person may agree to. Marketing is further split by channel; see {@link MarketingChannel}. */
export type Purpose = 'analytics' | 'personalization' | 'marketing'

export type MarketingChannel = 'email' | 'sms' | 'push' | 'call' | 'post' | 'ads'

/** A set of purposes as bits, small enough to stamp on every event: analytics 1, personalization 2, then one bit a channel. */
export type ConsentStamp = number

export const CONSENT_BITS = {
  analytics: 1,
  personalization: 2,
  email: 4,
  sms: 8,
  push: 16,
  call: 32,
  post: 64,
  ads: 128,
} as const

/** What a sender states about consent, on the wire. A purpose that is not named is not granted. */
export interface ConsentStatement {
  analytics?: boolean
  personalization?: boolean
  /** `true` means every channel. */
  marketing?: boolean | Partial<Record<MarketingChannel, boolean>>
  /** Proof of the choice; kept with the consent record. */
  record?: ConsentRecord
}

/** How the choice was made: enough to show years later what was asked and answered. */
export interface ConsentRecord {
  id?: string
  at?: string
  /** Version and hash of the text that was shown. */
  version?: string
  textHash?: string
  language?: string
  source?: 'banner' | 'cmp' | 'api' | 'server'
  tcString?: string
  gpc?: boolean
}

const CHANNELS: readonly MarketingChannel[] = ['email', 'sms', 'push', 'call', 'post', 'ads']

/**
 * The stamp of a statement. Personalization and marketing need analytics beneath them (DESIGN decision 6's
 * table is cumulative), and a Global Privacy Control signal takes away `ads`.
 */
export function consentStamp(statement: ConsentStatement | undefined): ConsentStamp {
  if (!statement?.analytics) return 0
  let stamp: ConsentStamp = CONSENT_BITS.analytics
  if (statement.personalization) stamp |= CONSENT_BITS.personalization
  for (const channel of CHANNELS) {
    const granted =
      typeof statement.marketing === 'object' ? statement.marketing[channel] : statement.marketing
    if (granted && !(channel === 'ads' && statement.record?.gpc)) stamp |= CONSENT_BITS[channel]
  }
  return stamp
}

export function hasConsent(stamp: ConsentStamp, purpose: keyof typeof CONSENT_BITS): boolean {
  return (stamp & CONSENT_BITS[purpose]) !== 0
}
