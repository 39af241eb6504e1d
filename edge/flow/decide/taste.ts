import type { FeatureValues } from '../../../shared/features/index.ts'
import { linkedTaste } from '../../../shared/recommend/linked-taste.ts'
import { NO_TASTE, type Taste } from '../../../shared/recommend/strategy.ts'
import type { ProfileView } from '../../stores/profile/contract.ts'

type Values = { [Name in keyof FeatureValues]: FeatureValues[Name]['value'] }

/** What the strategies need of a person; nothing for someone we may not know. */
export function tasteOf(view: ProfileView | null): Taste {
  if (!view) return NO_TASTE
  const { affinities, recently_viewed, cart, orders } = view.features as unknown as Values
  const own: Taste = {
    categories: affinities.categories,
    brands: affinities.brands,
    recentlyViewed: recently_viewed.map(({ productId }) => productId),
    inCart: cart.lines.map(({ productId }) => productId),
    boughtAt: Object.fromEntries(orders.products.map(({ productId, lastAt }) => [productId, lastAt])),
  }
  return linkedTaste(own, view.linked ?? [])
}
