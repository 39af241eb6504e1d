import type { Strategy } from './strategy.ts'

/** What this person looked at last, newest first; not the product the page is about. */
export const recentlyViewed: Strategy = ({ taste, page }) =>
  taste.recentlyViewed
    .filter((id) => id !== page.product)
    .map((id, index) => ({ id, score: 1 / (index + 1), because: 'recently-viewed' }))
