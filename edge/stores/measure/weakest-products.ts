import { TREND_HALF_LIFE_MS } from '../../../shared/measure/product-change.ts'
import type { CountedProduct } from './contract.ts'

/**
 * Which products to let go so that `keep` remain: those that interest least. A product that was really sold is
 * never among them: a public key can make up any number of product ids, but no verified order.
 */
export function weakestProducts(products: Iterable<CountedProduct>, keep: number): string[] {
  const unsold: { product: string; strength: number }[] = []
  let sold = 0
  for (const { product, orderedVerified, trend } of products) {
    if (orderedVerified !== 0) sold++
    else unsold.push({ product, strength: strengthOf(trend) })
  }
  return unsold
    .sort((a, b) => b.strength - a.strength)
    .slice(Math.max(0, keep - sold))
    .map(({ product }) => product)
}

/** log₂ of the score plus its moment in half-lives: ranks as the scores would at any one moment, without underflow. */
function strengthOf({ score, at }: CountedProduct['trend']): number {
  return Math.log2(Math.max(score, Number.MIN_VALUE)) + at / TREND_HALF_LIFE_MS
}
