import { findProduct } from '../catalog/catalog.ts'
import type { Language } from '../lib/language.ts'
import type { CartLine, Customer, Order, OrderLine } from '../state/contract.ts'

export const CURRENCY = 'EUR'
const FREE_SHIPPING_FROM = 9_900
const SHIPPING = 590
const VAT_PERCENT = 22

export interface CartSum {
  lines: OrderLine[]
  goods: number
  shipping: number
  total: number
}

/** Today's prices of what is in the cart; what the shop no longer sells falls out. */
export function sumCart(cart: readonly CartLine[]): CartSum {
  const lines = cart.flatMap((line): OrderLine[] => {
    const product = findProduct(line.product)
    return product
      ? [
          {
            ...line,
            price: product.price.amount,
            category: product.category,
            brand: product.brand,
            returned: 0,
          },
        ]
      : []
  })
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const shipping = goods === 0 || goods >= FREE_SHIPPING_FROM ? 0 : SHIPPING
  return { lines, goods, shipping, total: goods + shipping }
}

/** VAT inside a gross amount, in minor units. */
export function containedTax(gross: number): number {
  return Math.round((gross * VAT_PERCENT) / (100 + VAT_PERCENT))
}

export interface Checkout {
  cart: readonly CartLine[]
  name: string
  email: string
  customer: Customer | null
  language: Language
  now: number
  /** 40 random bits as hex: the part of the order number that cannot be guessed. */
  random: string
}

/** The order of a cart, or null when there is nothing to order. */
export function makeOrder({ cart, name, email, customer, language, now, random }: Checkout): Order | null {
  const { lines, goods, shipping, total } = sumCart(cart)
  if (lines.length === 0) return null
  return {
    id: `SB-${new Date(now).toISOString().slice(2, 10).replaceAll('-', '')}-${random.toUpperCase()}`,
    placedAt: now,
    language,
    name,
    email,
    customer: customer?.id ?? null,
    currency: CURRENCY,
    lines,
    shipping,
    tax: containedTax(goods),
    total,
  }
}
