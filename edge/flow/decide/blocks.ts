import { localText } from '../../../shared/recommend/catalog.ts'
import { recommend } from '../../../shared/recommend/recommend.ts'
import type { RecommendContext } from '../../../shared/recommend/strategy.ts'
import type { Placement } from '../../../shared/schema/config/placement.ts'
import type { Block } from '../../../shared/schema/decide.ts'
import type { ShownDecision } from '../../lib/decision-token.ts'
import type { LiveConfig } from '../../stores/config/live-config.ts'
import type { CampaignDecision } from '../../stores/profile/contract.ts'
import { type Languages, renderContent, renderItem } from './render-item.ts'

const DEFAULT_ITEMS = 8

export interface BlocksInput {
  live: LiveConfig
  placements: readonly string[]
  /** Placement → the campaign that won there. */
  campaigns: Readonly<Record<string, CampaignDecision>>
  context: RecommendContext
  languages: Languages
  decisionId: string
}

/** A block without its token, and what the token will say. */
export interface DraftBlock {
  block: DistributiveOmit<Block, 'decision'>
  shown: ShownDecision
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

/**
 * What each placement shows: a campaign's variant, products, or content; then what `otherwise` says; else nothing,
 * and the page's own fallback stays. No product stands in two blocks of a page.
 */
export function draftBlocks(input: BlocksInput): Record<string, DraftBlock> {
  const drafts: Record<string, DraftBlock> = {}
  const taken = new Set<string>()
  for (const name of input.placements) {
    // The names come from a page: `constructor` is no placement.
    const { placements = {} } = input.live.config
    const placement = Object.hasOwn(placements, name) ? placements[name] : undefined
    if (!placement) continue
    const draft = draftPlacement(input, name, placement, taken)
    if (draft) drafts[name] = draft
  }
  return drafts
}

function draftPlacement(
  input: BlocksInput,
  name: string,
  placement: Placement,
  taken: Set<string>,
): DraftBlock | undefined {
  const { shows, otherwise } = placement
  const shown = { id: input.decisionId, placement: name, configVersion: input.live.version }
  const campaign = shows.campaigns ? campaignBlock(input, input.campaigns[name]) : undefined
  if (campaign)
    return { block: campaign, shown: { ...shown, campaign: campaign.campaign, variant: campaign.variant } }
  for (const choice of [shows, otherwise]) {
    if (choice?.recommendation) {
      const block = recommendationBlock(input, placement, choice.recommendation, taken)
      if (block)
        return {
          block,
          shown: { ...shown, strategy: block.strategy, items: block.items.map(({ id }) => id) },
        }
    }
    const content = choice?.content ? input.live.config.content?.[choice.content] : undefined
    if (content) return { block: { content: renderContent(content, input.languages) }, shown }
  }
  return undefined
}

function campaignBlock({ live, languages }: BlocksInput, decided: CampaignDecision | undefined) {
  const variant = decided && live.config.campaigns?.[decided.campaign]?.variants[decided.variant]
  return variant ? { ...decided, content: renderContent(variant, languages) } : undefined
}

function recommendationBlock(input: BlocksInput, placement: Placement, strategy: string, taken: Set<string>) {
  const rules = input.live.recommendations.get(strategy)
  if (!rules) return undefined
  const products = recommend(rules, input.context, { count: placement.items ?? DEFAULT_ITEMS, taken })
  if (products.length === 0) return undefined
  for (const { product } of products) taken.add(product.id)
  const { language, fallback } = input.languages
  const title = localText(input.live.config.recommendations?.[strategy]?.name, language, fallback)
  return {
    strategy,
    ...(title && { title }),
    items: products.map((product) => renderItem(product, input.languages)),
  }
}
