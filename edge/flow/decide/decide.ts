import { chooseCampaigns } from '../../../shared/decide/campaigns.ts'
import type { Catalog } from '../../../shared/recommend/catalog.ts'
import type { ShopStatistics } from '../../../shared/recommend/strategy.ts'
import type { Block, PageContext } from '../../../shared/schema/decide.ts'
import type { Env } from '../../env.ts'
import { signDecision } from '../../lib/decision-token.ts'
import type { LiveConfig } from '../../stores/config/live-config.ts'
import type { ProfileView } from '../../stores/profile/contract.ts'
import { draftBlocks } from './blocks.ts'
import { tasteOf } from './taste.ts'

export interface DecideInput {
  shop: string
  live: LiveConfig
  catalog: Catalog
  statistics: ShopStatistics
  /** Null for someone we may not know: then the page alone speaks. */
  view: ProfileView | null
  placements: readonly string[]
  page: PageContext
  decisionId: string
  now: number
}

/** What every placement shows, each with a token that its impression and clicks bring back. */
export async function decide(
  env: Pick<Env, 'COOKIE_SECRET'>,
  input: DecideInput,
): Promise<Record<string, Block>> {
  const { shop, live, catalog, statistics, view, placements, page, decisionId, now } = input
  const fallback = live.config.shop.languages[0]!
  const drafts = draftBlocks({
    live,
    placements,
    campaigns: view?.campaigns ?? chooseCampaigns(live.campaigns, { placements, subject: null, now }),
    context: { catalog, statistics, taste: tasteOf(view), page, now },
    languages: { language: page.language ?? fallback, fallback },
    decisionId,
  })
  const signed = Object.entries(drafts).map(
    async ([placement, { block, shown }]) =>
      [placement, { ...block, decision: await signDecision(env, shop, shown) }] as const,
  )
  return Object.fromEntries(await Promise.all(signed))
}
