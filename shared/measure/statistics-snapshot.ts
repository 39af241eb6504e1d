/** What is known of one product. */
export interface ProductStatistics {
  views: number
  carts: number
  ordered: number
  orderedVerified: number
  /** Minor units by currency; verified orders only. */
  revenue: Record<string, number>
  /** Decayed interest as it stood at the snapshot's `asOf`. */
  trend: number
}

/** One statistics bucket as Workers read it from KV `statistics/<shop>/<bucket>`. */
export interface StatisticsSnapshot {
  version: 1
  /** Epoch ms of the snapshot itself. */
  at: number
  /** Epoch ms of the newest event in it: the moment its decayed numbers belong to. */
  asOf: number
  products: Record<string, ProductStatistics>
  /** Neighbours, weight falling. */
  together: Record<string, [other: string, weight: number][]>
}
