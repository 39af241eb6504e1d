import { chooseCampaigns } from '../../../shared/decide/campaigns.ts'
import { featureValues, personalValues } from '../../../shared/features/fold.ts'
import type { FeatureValues } from '../../../shared/features/index.ts'
import { hasConsent } from '../../../shared/schema/consent.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import { type Membership, membershipIn } from '../../../shared/segments/compile.ts'
import type { Subject } from '../../../shared/segments/subject.ts'
import type { LiveConfig } from '../config/live-config.ts'
import type { AudienceRow } from '../shard/contract.ts'
import type { ProfileView, Visit } from './contract.ts'
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

/** A person as they are at one moment. */
export interface Look {
  /** With everything that analytics knows. */
  view: ProfileView
  /** Epoch ms until which time alone changes no segment; null = for ever. */
  validUntil: number | null
  now: number
}

/** Works out what a folded person is like: features, traits, segments. */
export function look(folded: Folded, context: LookContext): Look {
  const { state } = folded
  const { profile, now } = context
  const { segments, validUntil } = placed(folded, context)
  const features = told(featureValues(state, valueContext(context)))
  return { view: { profile, consent: state.consent, segments, ...features, campaigns: {} }, validUntil, now }
}

/** What a page may know, with the campaigns chosen for it; null where the person has not agreed to personalization. */
export function viewFor(
  { placements, page }: NonNullable<Visit['decide']>,
  folded: Folded,
  context: Omit<LookContext, 'page'>,
): ProfileView | null {
  if (!hasConsent(folded.state.consent, 'personalization')) return null
  const { profile, live, now } = context
  const { segments, personal, subject } = placed(folded, { ...context, page })
  const segment = membershipIn(segments)
  return {
    profile,
    consent: folded.state.consent,
    segments,
    ...told(personal),
    campaigns: chooseCampaigns(live.campaigns, { placements, subject: { subject, segment }, now }),
  }
}

interface Placed extends Membership {
  /** What a decision may rest on. */
  personal: FeatureValues
  subject: Subject
}

/** The segments a person is in on a page, and what was read to tell. */
function placed({ state, timeline }: Folded, context: LookContext): Placed {
  const { live, page, now } = context
  const personal = personalValues(state, valueContext(context))
  const subject = conditionSubject({ state, values: personal, timeline, page, now })
  return { ...live.segments.evaluate(subject), personal, subject }
}

function valueContext({ live, now }: LookContext) {
  const { currency, timezone } = live.config.shop
  return { now, shop: { currency, timezone } }
}

/** The person as their shard keeps them. */
export function audienceRow({ view, validUntil, now }: Look): Omit<AudienceRow, 'sequence'> {
  const { consent, segments, features } = view
  return { updatedAt: now, consent, segments, features, validUntil }
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
