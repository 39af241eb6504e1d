import type { Feature } from './feature.ts'

type View = readonly [productId: string, lastAt: number, times: number]

export interface RecentView {
  productId: string
  lastAt: number
  times: number
}

const MOST = 30

/** The last 30 products a person looked at, newest first. */
export const recentlyViewed: Feature<readonly View[], RecentView[], 'recently_viewed'> = {
  name: 'recently_viewed',
  purpose: 'personalization',
  initial: [],

  update(views, event) {
    const productId = event.name === 'product_viewed' ? event.products[0]?.productId : undefined
    return productId === undefined ? views : seen(views, [productId, event.time, 1])
  },

  value(views) {
    const newestFirst = views.toReversed().map(([productId, lastAt, times]) => ({ productId, lastAt, times }))
    return { value: newestFirst, asOf: newestFirst[0]?.lastAt ?? 0 }
  },

  combine(bases) {
    return bases
      .flat()
      .toSorted((a, b) => a[1] - b[1])
      .reduce<readonly View[]>(seen, [])
  },
}

/** Oldest first in the state: the newest goes to the end. */
function seen(views: readonly View[], [productId, lastAt, times]: View): readonly View[] {
  const before = views.find((view) => view[0] === productId)
  const others = before ? views.filter((view) => view !== before) : views
  return [...others.slice(1 - MOST), [productId, lastAt, (before?.[2] ?? 0) + times]]
}
