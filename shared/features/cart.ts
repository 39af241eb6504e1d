import { type EventProduct, hasProductList } from '../schema/event-fields.ts'
import type { Money } from '../schema/money.ts'
import type { Feature, ShopModel } from './feature.ts'
import type { FoldEvent } from './fold-event.ts'
import { inShopCurrency } from './shop-currency.ts'

/** `price` is for one piece, minor units. */
type CartLine = Pick<EventProduct, 'productId' | 'variant' | 'size' | 'price' | 'currency' | 'quantity'>

export interface CartState {
  lines: readonly CartLine[]
  asOf: number
}

export interface Cart {
  lines: CartLine[]
  pieces: number
  /** Of the lines in the shop's currency. */
  value: Money
}

const MOST_LINES = 100

/** Events that state the whole cart where they bring a list of products. */
const WHOLE_CART: ReadonlySet<string> = new Set(['cart_viewed', 'cart_updated', 'checkout_started'])

/** What lies in the cart: lines added and removed, or the whole as the shop states it; an order empties it. */
export const cart: Feature<CartState, Cart, 'cart'> = {
  name: 'cart',
  purpose: 'analytics',
  initial: { lines: [], asOf: 0 },

  update(state, event) {
    const lines = linesAfter(state.lines, event)
    return lines === state.lines ? state : { lines: lines.slice(-MOST_LINES), asOf: event.time }
  },

  value({ lines, asOf }, { shop }) {
    return {
      value: {
        lines: [...lines],
        pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
        value: { amount: worth(lines, shop), currency: shop.currency },
      },
      asOf,
    }
  },

  /** There is one cart: the one touched last. */
  combine(bases) {
    return bases.reduce((last, base) => (base.asOf > last.asOf ? base : last), cart.initial)
  },
}

function linesAfter(lines: readonly CartLine[], event: FoldEvent): readonly CartLine[] {
  if (event.order?.isNew) return lines.length > 0 ? [] : lines
  if (event.name === 'product_added') return event.products.reduce(added, lines)
  if (event.name === 'product_removed') return event.products.reduce(removed, lines)
  if (!WHOLE_CART.has(event.name) || !hasProductList(event.properties)) return lines
  return event.products.reduce(added, [] as readonly CartLine[])
}

function added(lines: readonly CartLine[], product: EventProduct): readonly CartLine[] {
  if (product.quantity === 0) return lines
  const index = lines.findIndex((line) => isSame(line, product))
  const before = lines[index]
  const line: CartLine = lineOf(product, (before?.quantity ?? 0) + product.quantity)
  return before ? lines.with(index, { ...before, ...line }) : [...lines, line]
}

/** The line of that variant; where the sender names none, the newest line of the product. */
function removed(lines: readonly CartLine[], product: EventProduct): readonly CartLine[] {
  const exact = lines.findIndex((line) => isSame(line, product))
  const isUnclear = product.variant === undefined && product.size === undefined
  const index =
    exact < 0 && isUnclear ? lines.findLastIndex((line) => line.productId === product.productId) : exact
  const line = lines[index]
  if (!line) return lines
  const quantity = line.quantity - product.quantity
  return quantity > 0 ? lines.with(index, { ...line, quantity }) : lines.toSpliced(index, 1)
}

function isSame(line: CartLine, product: EventProduct): boolean {
  return (
    line.productId === product.productId && line.variant === product.variant && line.size === product.size
  )
}

function lineOf({ productId, variant, size, price, currency }: EventProduct, quantity: number): CartLine {
  return {
    productId,
    ...(variant !== undefined && { variant }),
    ...(size !== undefined && { size }),
    ...(price !== undefined && { price }),
    ...(currency !== undefined && { currency }),
    quantity,
  }
}

function worth(lines: readonly CartLine[], shop: ShopModel): number {
  return lines.reduce(
    (sum, { price = 0, quantity, currency = '' }) =>
      sum + (inShopCurrency(price * quantity, currency, shop) ?? 0),
    0,
  )
}
