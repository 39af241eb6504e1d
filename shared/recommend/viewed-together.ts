import type { Candidate, Strategy } from './strategy.ts'

/** Newest views count most: the k-th newest anchor weighs 1/k. */
const ANCHORS = 5

/**
 * What others looked at in the same visits: neighbours of the page's product, or of what this person viewed last.
 * A neighbour's weight is normalised by its anchor's strongest, so that no bestseller drowns the others.
 */
export const viewedTogether: Strategy = ({ statistics, taste, page }) => {
  const anchors = page.product ? [page.product] : taste.recentlyViewed.slice(0, ANCHORS)
  const scores = new Map<string, number>()
  anchors.forEach((anchor, index) => {
    const neighbours = statistics.together(anchor)
    const strongest = neighbours[0]?.[1] ?? 1
    for (const [id, weight] of neighbours) {
      if (anchors.includes(id)) continue
      scores.set(id, (scores.get(id) ?? 0) + weight / strongest / (index + 1))
    }
  })
  const candidates: Candidate[] = [...scores].map(([id, score]) => ({
    id,
    score,
    because: 'viewed-together',
  }))
  return candidates.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}
