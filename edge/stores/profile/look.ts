import { chooseCampaigns } from '../../../shared/decide/campaigns.ts'
import { featureValues, personalValues } from '../../../shared/features/fold.ts'
import type { FeatureValues } from '../../../shared/features/index.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import { membershipIn } from '../../../shared/segments/compile.ts'
import type { Subject } from '../../../shared/segments/subject.ts'
import type { LiveConfig } from '../config/live-config.ts'
import type { ProfileView, Visit } from './contract.ts'
import type { AudienceView } from './delivery.ts'
import type { DecisionRecord } from './packed-row.ts'
import type { Folded } from './person.ts'
import { conditionSubject } from './subject.ts'

/** Where and when a person is looked at. */
export interface LookContext {
  profile: string
  live: LiveConfig
  page: PageContext
  now: number
}

/** A person as they are at one moment on one page. */
export interface Look {
  /** With everything that analytics knows. */
  view: ProfileView
  /** What a decision may rest on. */
  personal: FeatureValues
  /** Epoch ms until which time alone changes no segment; null = for ever. */
  validUntil: number | null
  subject: Subject
  now: number
  /** What the person was read by; see {@link LiveConfig}. */
  reading: string
}

/** Works out what a folded person is like: features, traits, segments. */
export function look({ state, timeline }: Folded, { profile, live, page, now }: LookContext): Look {
  const { currency, timezone } = live.config.shop
  const context = { now, shop: { currency, timezone } }
  const personal = personalValues(state, context)
  const subject = conditionSubject({ state, values: personal, timeline, fields: live.fields, page, now })
  const { segments, validUntil } = live.segments.evaluate(subject)
  const view: ProfileView = {
    profile,
    consent: state.consent,
    segments,
    ...told(featureValues(state, context)),
    campaigns: {},
  }
  return { view, personal, validUntil, subject, now, reading: live.reading }
}

/** What a page may know, with the campaigns chosen for it; null where the person has not agreed to personalization. */
export function viewFor(
  { placements, page }: NonNullable<Visit['decide']>,
  folded: Folded,
  context: Omit<LookContext, 'page'>,
): ProfileView | null {
  if (!hasConsent(folded.state.consent, 'personalization')) return null
  const { view, personal, subject, now } = look(folded, { ...context, page })
  const segment = membershipIn(view.segments)
  return {
    ...view,
    ...told(personal),
    campaigns: chooseCampaigns(context.live.campaigns, { placements, subject: { subject, segment }, now }),
  }
}

/** The person as their shard keeps them. */
export function audienceRow({ view, validUntil, now, reading }: Look): AudienceView {
  const { consent, segments, features } = view
  return { updatedAt: now, consent, segments, features, validUntil, reading }
}

/** Worth keeping only where something was chosen; products are named in the token that comes back. */
export function decisionOf(
  { decide, now }: Visit,
  live: LiveConfig,
  { campaigns, segments }: ProfileView,
): DecisionRecord | null {
  if (!decide || Object.keys(campaigns).length === 0) return null
  return { id: decide.id, at: now, configVersion: live.version, segments, campaigns }
}

function told(values: FeatureValues): Pick<ProfileView, 'features' | 'traits'> {
  const features = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]))
  return { features, traits: values.traits.value }
}
