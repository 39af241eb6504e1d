import type { ShopProduct } from '../catalog/shop-product.ts'
import { CURRENCY } from '../orders/make-order.ts'
import type { OrderLine } from '../state/contract.ts'

/** An item in GA4's words; amounts are major units there. */
export interface LayerItem {
  item_id: string
  item_name: string
  item_brand: string
  item_category: string
  item_category2?: string
  item_variant?: string
  price: number
  quantity: number
}

/** A product as GA4's e-commerce events name it; prices in major units. */
export function layerItem(product: ShopProduct, name: string, quantity = 1, variant?: string): LayerItem {
  const [category = '', below] = product.category.split('/')
  return {
    item_id: product.id,
    item_name: name,
    item_brand: product.brand,
    item_category: category,
    ...(below && { item_category2: below }),
    ...(variant && { item_variant: variant }),
    price: product.price.amount / 100,
    quantity,
  }
}

/** `ecommerce` of an event about several lines. */
export function layerCart(items: LayerItem[]): { currency: string; value: number; items: LayerItem[] } {
  const cents = items.reduce((sum, item) => sum + Math.round(item.price * 100) * item.quantity, 0)
  return { currency: CURRENCY, value: cents / 100, items }
}

/** `item_variant` of a line: colour and size. */
export const variantOf = ({ size, colour }: Pick<OrderLine, 'size' | 'colour'>) => `${colour}/${size}`
