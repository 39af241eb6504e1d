import { compileCampaigns, type RunningCampaign } from '../../../shared/decide/campaigns.ts'
import { FOLD_CODE_VERSION } from '../../../shared/features/fold.ts'
import { type ClassifiedFields, classifyFields } from '../../../shared/fields/classified-fields.ts'
import { durationMs } from '../../../shared/lib/duration.ts'
import { fnv1a } from '../../../shared/lib/hash.ts'
import type { RecommendationRules } from '../../../shared/recommend/recommend.ts'
import type { Config } from '../../../shared/schema/config/config.ts'
import type { Recommendation } from '../../../shared/schema/config/recommendation.ts'
import type { Setup } from '../../../shared/schema/config/setup.ts'
import { type CompiledSegments, compileCondition, compileSegments } from '../../../shared/segments/compile.ts'
import type { Subject } from '../../../shared/segments/subject.ts'
import type { Verdict } from '../../../shared/segments/verdict.ts'

/** Who a campaign is asked about: what conditions read, and the segments that were worked out before. */
export interface CampaignSubject {
  subject: Subject
  segment(name: string): Verdict
}

/** A published config made ready: conditions are closures, durations and dates are numbers. */
export interface LiveConfig {
  version: number
  config: Config
  segments: CompiledSegments
  campaigns: RunningCampaign<CampaignSubject>[]
  recommendations: ReadonlyMap<string, RecommendationRules>
  /** Fields as the setup classifies them. */
  fields: ClassifiedFields
  /** Names all that decides what a person's row says: two that are equal read every person alike. */
  reading: string
}

/** What of a setup changes how people are read. */
export type ReadingSetup = Pick<Setup, 'fields' | 'country'>

/** A shop that has published nothing yet: no placement, no segment, and everything else works. */
export const NOTHING_PUBLISHED: LiveConfig = prepareConfig(0, {
  shop: { currency: 'EUR', timezone: 'UTC', languages: ['en'] },
})

export function prepareConfig(version: number, config: Config, setup: ReadingSetup = {}): LiveConfig {
  const { currency, timezone, languages } = config.shop
  const fields = classifyFields(setup.fields ?? {}, { currency, languages, country: setup.country })
  const shop = { currency, timezone, fields }
  return {
    version,
    config,
    fields,
    reading: readingOf(config, setup),
    segments: compileSegments(config, { fields }),
    campaigns: compileCampaigns<CampaignSubject>(config, (condition) => {
      const test = compileCondition(condition, shop)
      return ({ subject, segment }) => ({ matches: test(subject, segment).match })
    }),
    recommendations: new Map(
      Object.entries(config.recommendations ?? {}).map(([name, recommendation]) => [
        name,
        rulesOf(recommendation),
      ]),
    ),
  }
}

/** The code that folds, the segments, and what classifies fields; what else is published reads nobody anew. */
export function readingOf({ shop, segments = {} }: Config, { fields = {}, country }: ReadingSetup): string {
  const { currency, timezone, languages } = shop
  const text = JSON.stringify([segments, fields, country ?? null, currency, timezone, languages])
  // Two runs of 32 bits: a reading that is taken for another would leave people unread.
  return [FOLD_CODE_VERSION, fnv1a(text).toString(36), fnv1a(`.${text}`).toString(36)].join('-')
}

function rulesOf({ use, never, only, variety }: Recommendation): RecommendationRules {
  return {
    use,
    never: {
      inCart: never?.inCart ?? false,
      viewed: never?.viewed ?? false,
      categories: listOf(never?.category),
      ...(never?.boughtWithin === undefined ? {} : { boughtWithinMs: durationMs(never.boughtWithin)! }),
    },
    ...(only?.category === undefined ? {} : { only: { categories: listOf(only.category) } }),
    ...(variety?.perBrand === undefined ? {} : { perBrand: variety.perBrand }),
  }
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat()
}
