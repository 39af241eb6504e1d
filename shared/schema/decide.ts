import type { ConsentStatement } from './consent.ts'
import type { Money } from './money.ts'

export const PAGE_TYPES = [
  'home',
  'category',
  'search',
  'product',
  'cart',
  'checkout',
  'order',
  'account',
  'other',
] as const

/** Where the shopper is. Everything is optional: a block falls back to what is known. */
export interface PageContext {
  url?: string
  type?: (typeof PAGE_TYPES)[number]
  product?: string
  category?: string
  query?: string
  language?: string
  device?: 'mobile' | 'tablet' | 'desktop'
}

/** Body of `POST /v1/decide`. */
export interface DecideRequest {
  /** The public key, for senders that cannot set a header. */
  writeKey?: string
  events?: unknown[]
  page?: PageContext
  placements?: string[]
  consent?: ConsentStatement
  sentAt?: string
  /** A claim, used only where the signed cookie cannot be: events append to it, nothing is read through it. */
  anonymousId?: string
  /** With the secret key only: whose decision this is. */
  userId?: string
  profile?: string
  /** The shop's proof of a login: see docs/identity.md. */
  proof?: string
}

export interface Refusal {
  index: number
  /** JSON pointer into the refused item. */
  pointer: string
  reason: string
}

export interface DecideReply {
  accepted: number
  /** Events that were here already. */
  duplicates: number
  invalid: Refusal[]
  /** Events that were not kept because consent for analytics was not given. */
  withheld: number
  blocks: Record<string, Block>
}

export interface BlockItem {
  id: string
  title: string
  url: string
  image: string
  price: Money
  listPrice: Money | null
  because: string
  proof?: { rating: number; reviews: number }
}

export interface BlockContent {
  title: string
  text?: string
  image?: string
  altText?: string
  link?: string
  button?: string
}

/** What one placement shows: products, a campaign's variant, or content. `decision` travels with impression and click. */
export type Block =
  | { decision: string; strategy: string; title?: string; items: BlockItem[] }
  | { decision: string; campaign: string; variant: string; content: BlockContent }
  | { decision: string; content: BlockContent }
