import type { Money } from '../schema/money.ts'
import type { Feature } from './feature.ts'
import type { OrderLine } from './fold-event.ts'
import { inShopCurrency } from './shop-currency.ts'

/** Minor units by currency: of all orders, and of the verified ones. */
type Sum = readonly [currency: string, stated: number, verified: number]

/** One purchase; a product bought twice has two, so that taking one back leaves the other's time. */
type Purchase = readonly [productId: string, orderedAt: number, pieces: number]

export interface OrdersState {
  count: number
  verified: number
  discounted: number
  sums: readonly Sum[]
  /** Newest last, at most 200. */
  purchases: readonly Purchase[]
  asOf: number
}

export interface Orders {
  count: number
  verified: number
  /** Of the verified orders, in the shop's currency. */
  spent: Money
  /** Of all orders, for shops that count unverified ones too. */
  stated: Money
  /** Epoch ms; null = never. */
  lastAt: number | null
  /** Whole days. */
  daysSince: number | null
  /** Orders that had a coupon or a discount, 0–1; null without orders. */
  discountedShare: number | null
  /** Newest first, each product once. */
  products: { productId: string; lastAt: number; pieces: number }[]
}

const DAY_MS = 24 * 60 * 60 * 1000
const MOST_PURCHASES = 200

/** What a person ordered and kept: orders taken back whole no longer count. */
export const orders: Feature<OrdersState, Orders, 'orders'> = {
  name: 'orders',
  purpose: 'analytics',
  initial: { count: 0, verified: 0, discounted: 0, sums: [], purchases: [], asOf: 0 },

  update(state, event) {
    const { order, lines } = event
    if (!order) return state
    return {
      count: state.count + order.orders,
      verified: state.verified + order.verified,
      discounted: state.discounted + order.discounted,
      sums: lines.reduce(addAmount, state.sums),
      purchases: lines.reduce(addPieces, state.purchases).slice(-MOST_PURCHASES),
      asOf: event.time,
    }
  },

  value({ count, verified, discounted, sums, purchases, asOf }, { now, shop }) {
    const lastAt = purchases.reduce((last, [, at]) => Math.max(last, at), Number.NEGATIVE_INFINITY)
    const money = (index: 1 | 2): Money => ({
      amount: sums.reduce((sum, entry) => sum + (inShopCurrency(entry[index], entry[0], shop) ?? 0), 0),
      currency: shop.currency,
    })
    return {
      value: {
        count,
        verified,
        spent: money(2),
        stated: money(1),
        lastAt: purchases.length > 0 ? lastAt : null,
        daysSince: purchases.length > 0 ? Math.max(0, Math.floor((now - lastAt) / DAY_MS)) : null,
        discountedShare: count > 0 ? discounted / count : null,
        products: byProduct(purchases),
      },
      asOf,
      evidence: { orders: count, verified },
    }
  },

  combine(bases) {
    return {
      count: total(bases, 'count'),
      verified: total(bases, 'verified'),
      discounted: total(bases, 'discounted'),
      sums: bases.flatMap((base) => base.sums).reduce(addSum, []),
      purchases: bases
        .flatMap((base) => base.purchases)
        .toSorted((a, b) => a[1] - b[1])
        .slice(-MOST_PURCHASES),
      asOf: Math.max(0, ...bases.map((base) => base.asOf)),
    }
  },
}

function addAmount(sums: readonly Sum[], { currency, amount, isVerified }: OrderLine): readonly Sum[] {
  return addSum(sums, [currency, amount, isVerified ? amount : 0])
}

function addSum(sums: readonly Sum[], [currency, stated, verified]: Sum): readonly Sum[] {
  const index = sums.findIndex((sum) => sum[0] === currency)
  const before = sums[index]
  if (!before) return [...sums, [currency, stated, verified]]
  return sums.with(index, [currency, before[1] + stated, before[2] + verified])
}

function addPieces(purchases: readonly Purchase[], line: OrderLine): readonly Purchase[] {
  const { productId, orderedAt, quantity } = line
  const index = purchases.findIndex((purchase) => purchase[0] === productId && purchase[1] === orderedAt)
  const before = purchases[index]
  const pieces = (before?.[2] ?? 0) + quantity
  if (!before) return pieces > 0 ? [...purchases, [productId, orderedAt, pieces]] : purchases
  return pieces > 0 ? purchases.with(index, [productId, orderedAt, pieces]) : purchases.toSpliced(index, 1)
}

function byProduct(purchases: readonly Purchase[]): Orders['products'] {
  const products = new Map<string, Orders['products'][number]>()
  for (const [productId, lastAt, pieces] of purchases.toSorted((a, b) => b[1] - a[1])) {
    if (productId === '') continue
    const newer = products.get(productId)
    if (newer) newer.pieces += pieces
    else products.set(productId, { productId, lastAt, pieces })
  }
  return [...products.values()]
}

function total(bases: readonly OrdersState[], field: 'count' | 'verified' | 'discounted'): number {
  return bases.reduce((sum, base) => sum + base[field], 0)
}
