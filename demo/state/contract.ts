import type { Language } from '../lib/language.ts'

export interface CartLine {
  product: string
  size: string
  colour: string
  quantity: number
}

export interface Customer {
  /** The shop's customer number: what Vicino knows as `userId`. */
  id: string
  email: string
}

/** A line as it was sold. Amounts are minor units of the order's currency, VAT included. */
export interface OrderLine extends CartLine {
  price: number
  category: string
  brand: string
  returned: number
}

export interface Order {
  id: string
  placedAt: number
  language: Language
  name: string
  email: string
  customer: string | null
  currency: string
  lines: OrderLine[]
  shipping: number
  /** VAT contained in the goods. */
  tax: number
  /** What is paid: goods with VAT, and shipping. */
  total: number
}

/** One visitor's side of the shop. */
export interface VisitorState {
  cart: CartLine[]
  customer: Customer | null
}
