import { toMajor, toMinor } from '../lib/money.ts'
import type { ShopModel } from './feature.ts'

/**
 * An amount in the shop's minor units; `undefined` for another currency, which only the shop's rate could convert.
 * A sender that named no currency meant the shop's, but the amount was counted in hundredths before that was known.
 */
export function inShopCurrency(amount: number, currency: string, shop: ShopModel): number | undefined {
  if (currency === shop.currency) return amount
  return currency === '' ? toMinor(toMajor(amount, undefined), shop.currency) : undefined
}
