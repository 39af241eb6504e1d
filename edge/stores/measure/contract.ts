import type { ProductChange } from '../../../shared/measure/product-change.ts'

/** Numbered changes from one shard to one statistics bucket; numbers rise by one and are never used twice. */
export interface StatisticsBatch {
  sequence: number
  changes: ProductChange[]
}

export interface StatisticsDelivery {
  shop: string
  shard: number
  bucket: number
  /** In order, without gaps. */
  batches: StatisticsBatch[]
}

/** Everything the shard sent up to here is counted, once. */
export interface StatisticsReceipt {
  upTo: number
}

/** One product as the object keeps it; totals are exact. */
export interface CountedProduct {
  product: string
  views: number
  carts: number
  ordered: number
  orderedVerified: number
  revenue: Record<string, number>
  trend: { score: number; at: number }
  together: { other: string; count: number; score: number; at: number }[]
}

/** Sums over all products of a bucket. */
export interface StatisticsTotals {
  products: number
  views: number
  carts: number
  ordered: number
  orderedVerified: number
  revenue: Record<string, number>
}
