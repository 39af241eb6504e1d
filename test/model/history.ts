/** One call of Segment's API; `timestamp: 'now'` is filled in when it is sent. */
export interface WireEvent {
  type: 'track' | 'page' | 'identify'
  event?: string
  messageId: string
  timestamp: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
}

/** A choice of the person, as their browser or the shop's server states it with every request. */
export interface Choice {
  /** What is not named is not spoken of. */
  analytics?: boolean
  personalization?: boolean
  marketing: Record<string, boolean | 'pending' | 'confirmed'>
  record: { id: string; at: string }
}

/** The server's word about an order, as `POST /v1/orders` takes it. */
export interface WireOrder {
  order_id: string
  status: 'completed' | 'refunded' | 'cancelled'
  at: string
  refund_id?: string
  [field: string]: unknown
}

/**
 * How the edge knows the person: `known` by user id, with the secret key; `claim` by anonymous id, with the public
 * key; `handle` by the cookie. All three also get words from the shop's server.
 */
export type PersonKind = 'known' | 'claim' | 'handle'

export type Step =
  /** `by` self: the person's own road. `server`: the secret key and the profile's id. */
  | {
      do: 'send'
      by: 'self' | 'server'
      events: WireEvent[]
      choice?: Choice
      idsIn: 'body' | 'events'
      /** The object is put out of memory while the request is under way; an error is answered by a retry. */
      isDisturbed?: boolean
    }
  | { do: 'order'; order: WireOrder; isNamed: boolean }
  | { do: 'evict' }
  | { do: 'erase' }
  | { do: 'look' }

export interface History {
  seed: number
  kind: PersonKind
  steps: Step[]
}

export interface CatalogProduct {
  id: string
  category: string
  brand: string
}

/** The shop's catalogue: what the edge knows of a product that an event only names. Prices are in cents. */
export const catalog: readonly CatalogProduct[] = [
  { id: 'b1', category: 'shoes/boots', brand: 'Acme' },
  { id: 'b2', category: 'shoes/boots', brand: 'Bianchi' },
  { id: 's1', category: 'shoes/sandals', brand: 'Acme' },
  { id: 's2', category: 'shoes', brand: 'Ciabatta' },
  { id: 'c1', category: 'clothes/coats', brand: 'Bianchi' },
  { id: 'c2', category: 'clothes/coats/rain', brand: 'Dry' },
  { id: 'h1', category: 'hats', brand: 'Acme' },
]

/** Segments in the shop's config; the reference model says for itself who is in them. */
export const config = {
  shop: { name: 'Model', currency: 'EUR', timezone: 'UTC', languages: ['en'] },
  segments: {
    buyers: { name: 'Bought', who: { about: 'order_count', atLeast: 1 } },
    lookers: { name: 'Looked thrice', who: { did: 'product_viewed', times: { atLeast: 3 } } },
    mail: { name: 'May be written to', who: { consent: 'marketing.email' } },
  },
}
