import { readAmount, readCount } from './read-amount.ts'
import { readDate } from './read-date.ts'
import { type ImportRow, needed } from './row.ts'
import type { ImportSettings } from './settings.ts'

/** What one campaign cost on one day; nobody's, so no event of anybody. */
export interface AdCost {
  /** `2026-11-23`, in the advertiser's own time. */
  day: string
  source: string
  platform: string
  campaign: string
  adGroup: string
  /** Minor units. */
  cost: number
  currency: string
  impressions: number
  clicks: number
}

/** One row of a cost report. */
export function adCost(row: ImportRow, settings: ImportSettings): AdCost {
  const { cells } = row
  const at = readDate(needed(row, 'date'), 'date', { ...settings, timezone: 'UTC' })
  const currency = cells.currency?.toUpperCase() ?? settings.currency
  const cost = readAmount(needed(row, 'cost'), 'cost', { ...settings, currency })
  return {
    day: new Date(at).toISOString().slice(0, 10),
    source: settings.source,
    platform: (cells.platform ?? settings.source).slice(0, 100),
    campaign: (cells.campaign ?? '').slice(0, 200),
    adGroup: (cells.ad_group ?? '').slice(0, 200),
    cost: cost.amount,
    currency: cost.currency,
    impressions: cells.impressions === undefined ? 0 : readCount(cells.impressions, 'impressions'),
    clicks: cells.clicks === undefined ? 0 : readCount(cells.clicks, 'clicks'),
  }
}
