import type { Strategy } from './strategy.ts'

/** More than any block shows, so that rules have something to choose from. */
const ENOUGH = 200

/** What the shop's visitors look at and buy these days; in the page's category where the page has one. */
export const trending: Strategy = ({ catalog, statistics, page }) => {
  const inCategory = page.category ? new Set(catalog.inCategory(page.category)) : null
  const candidates = []
  for (const id of statistics.trending()) {
    if (inCategory && !inCategory.has(id)) continue
    candidates.push({ id, score: statistics.trend(id), because: 'trending' })
    if (candidates.length >= ENOUGH) break
  }
  return candidates
}
