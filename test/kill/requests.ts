import type { SeededRandom } from '../../demo/lib/random.ts'

/** One request, to be sent until it is answered; the events in it keep their ids. */
export interface WriteRequest {
  path: '/v1/batch' | '/v1/orders'
  key: 'public' | 'secret'
  body: unknown
  /** What must be found at this person once it is answered. */
  person: string
  events: StoredId[]
  /** The next request belongs to it: a word about an order that nobody ever reports would wait for ever, and rightly. */
  isFollowed?: true
}

/** An event is known by who sent it and how they named it. */
export interface StoredId {
  isFromServer: boolean
  messageId: string
}

const PRODUCTS = Array.from({ length: 20 }, (_, index) => `product-${index}`)
const CONSENT = {
  analytics: true,
  personalization: true,
  marketing: { email: true },
  record: { id: 'choice', at: '2026-01-01T00:00:00Z' },
}
const MINUTE = 60_000

/** What one writer sends, one request after the other; several writers write to the same people. */
export function* requests(random: SeededRandom, writer: number): Generator<WriteRequest> {
  for (let number = 0; ; number++) {
    const name = `w${writer}-${number}`
    // New people now and then: a profile that is just being made is killed, too.
    const person = `${writer % 8}-${Math.floor(number / 60)}`
    if (random.chance(0.75))
      yield batch(random, name, random.chance(0.5) ? `known-${person}` : `claim-${person}`)
    else yield* order(random, name, `claim-${person}`)
  }
}

function batch(random: SeededRandom, name: string, person: string): WriteRequest {
  const events = Array.from({ length: random.integer(1, 5) }, (_, index) => ({
    type: 'track',
    event: random.weighted(['Product Viewed', 'Product Added', 'Searched'], (event) =>
      event === 'Searched' ? 1 : 3,
    ),
    messageId: `${name}-${index}`,
    // Some carry no time, so that a retry brings a copy that differs; some come late, so that states are folded anew.
    ...(random.chance(0.8) && {
      timestamp: new Date(
        Date.now() - (random.chance(0.2) ? random.integer(1, 90) * MINUTE : 0),
      ).toISOString(),
    }),
    properties: { product_id: random.pick(PRODUCTS), category: 'shoes/boots', price: 49.9 },
  }))
  return intake(person, events)
}

/** The shopper's own report and the shop's word about the same order, whichever comes first; now and then a refund. */
function* order(random: SeededRandom, name: string, person: string): Generator<WriteRequest> {
  const id = `order-${name}`
  const products = random.sample(PRODUCTS, 2).map((product_id) => ({ product_id, quantity: 2, price: 10 }))
  const about = { order_id: id, currency: 'EUR', total: 40 }
  const own = intake(person, [
    { type: 'track', event: 'Order Completed', messageId: name, properties: { ...about, products } },
  ])
  const word = shopsWord(person, { ...about, status: 'completed', products })
  const [first, second] = random.sample([own, word], 2)
  yield { ...first!, isFollowed: true }
  yield second!
  if (random.chance(0.3))
    yield shopsWord(person, {
      order_id: id,
      status: 'refunded',
      products: [{ product_id: products[0]!.product_id, quantity: 1 }],
    })
}

interface TrackCall {
  messageId: string
  [field: string]: unknown
}

function intake(person: string, events: TrackCall[]): WriteRequest {
  const isKnown = person.startsWith('known')
  return {
    path: '/v1/batch',
    key: isKnown ? 'secret' : 'public',
    body: { batch: events, consent: CONSENT, ...(isKnown ? { userId: person } : { anonymousId: person }) },
    person,
    events: events.map(({ messageId }) => ({ isFromServer: isKnown, messageId })),
  }
}

/** Names nobody: the order id leads to the shopper who reported it, or waits for them. */
function shopsWord(
  person: string,
  order: { order_id: string; status: string; products: object[] },
): WriteRequest {
  return {
    path: '/v1/orders',
    key: 'secret',
    body: { orders: [{ ...order, at: new Date().toISOString() }] },
    person,
    events: [{ isFromServer: true, messageId: `order_${order.status}:${order.order_id}` }],
  }
}
