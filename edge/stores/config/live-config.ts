import { compileCampaigns, type RunningCampaign } from '../../../shared/decide/campaigns.ts'
import { durationMs } from '../../../shared/lib/duration.ts'
import type { RecommendationRules } from '../../../shared/recommend/recommend.ts'
import type { Config } from '../../../shared/schema/config/config.ts'
import type { Recommendation } from '../../../shared/schema/config/recommendation.ts'
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
}

/** A shop that has published nothing yet: no placement, no segment, and everything else works. */
export const NOTHING_PUBLISHED: LiveConfig = prepareConfig(0, {
  shop: { currency: 'EUR', timezone: 'UTC', languages: ['en'] },
})

export function prepareConfig(version: number, config: Config): LiveConfig {
  const shop = { currency: config.shop.currency, timezone: config.shop.timezone }
  return {
    version,
    config,
    segments: compileSegments(config),
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
