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

export const CHANNELS: readonly MarketingChannel[] = ['email', 'sms', 'push', 'call', 'post', 'ads']

/** A word about one channel. `pending`: asked for, to be confirmed (double opt-in); `confirmed`: and it was. */
export type ChannelWord = boolean | 'pending' | 'confirmed'

/** What a sender states about consent, on the wire. It says nothing of what it does not name. */
export interface ConsentStatement {
  analytics?: boolean
  personalization?: boolean
  /** `false`: the person objects to being profiled at all (GDPR, article 21); `true` takes the objection back. */
  profiling?: boolean
  /** `true` and `false` speak of every channel. */
  marketing?: boolean | Partial<Record<MarketingChannel, ChannelWord>>
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
  /** The words that were agreed to. */
  text?: string
  language?: string
  source?: ConsentSource
  tcString?: string
  gpc?: boolean
}

/** Who recorded a choice; `link`: the person, by a signed link; `import`: taken over from another system. */
export type ConsentSource = 'banner' | 'cmp' | 'api' | 'server' | 'link' | 'import'

/**
 * The stamp of events that are sent under a statement. Personalization and marketing need analytics beneath them
 * (DESIGN decision 6's table is cumulative); where it is not named, `unstated` decides. A Global Privacy Control
 * signal takes away `ads`.
 */
export function consentStamp(
  statement: ConsentStatement | undefined,
  unstated: ConsentStamp = 0,
): ConsentStamp {
  if (!(statement?.analytics ?? hasConsent(unstated, 'analytics'))) return 0
  let stamp: ConsentStamp = CONSENT_BITS.analytics
  if (statement?.personalization) stamp |= CONSENT_BITS.personalization
  for (const channel of CHANNELS) {
    const word =
      typeof statement?.marketing === 'object' ? statement.marketing[channel] : statement?.marketing
    const isGranted = word === true || word === 'confirmed'
    if (isGranted && !(channel === 'ads' && statement?.record?.gpc)) stamp |= CONSENT_BITS[channel]
  }
  return stamp
}

export function hasConsent(stamp: ConsentStamp, purpose: keyof typeof CONSENT_BITS): boolean {
  return (stamp & CONSENT_BITS[purpose]) !== 0
}
