import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  changesConsent,
  emptyState,
  type FoldState,
  featureValues,
  foldAll,
  foldEvent,
  personalValues,
  toFoldEvent,
} from '../../../../shared/features/fold.ts'
import type { FoldEvent } from '../../../../shared/features/fold-event.ts'
import { type OrderBook, orderBook } from '../../../../shared/features/order-book.ts'
import { hasConsent } from '../../../../shared/schema/consent.ts'
import { compareEvents, type StoredEvent } from '../../../../shared/schema/stored-event.ts'
import { DAY, SHOP, START } from './events.ts'

const product = fc.record({
  product_id: fc.constantFrom('A', 'B', 'C', '__proto__', 'constructor'),
  category: fc.constantFrom('Shoes > Boots', 'shoes/sandals', 'bags', '__proto__', null),
  brand: fc.constantFrom('Nord', 'Sud', 'toString', undefined),
  price: fc.constantFrom(10, '12,50', 0, undefined),
  quantity: fc.constantFrom(1, 2, 3, undefined),
})
const order = fc.record({
  order_id: fc.constantFrom('o1', 'o2', undefined),
  refund_id: fc.constantFrom('r1', undefined),
  total: fc.constantFrom(50, undefined),
  coupon: fc.constantFrom('TEN', undefined),
  currency: fc.constantFrom('EUR', 'JPY', undefined),
  products: fc.option(fc.array(product, { maxLength: 3 }), { nil: undefined }),
})
const word = fc.constantFrom(true, false, 'pending', 'confirmed', undefined)
const yesOrNo = fc.constantFrom(true, false, undefined)
const consent = fc.record({
  analytics: yesOrNo,
  personalization: yesOrNo,
  profiling: yesOrNo,
  marketing: fc.oneof(fc.boolean(), fc.record({ email: word, ads: word })),
})
const traits = fc.record({ name: fc.constantFrom('Ada', '', null), __size: fc.integer() })

const named = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom('product_viewed', 'product_added', 'product_removed'), product),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom('order_completed', 'order_refunded', 'order_cancelled'), order),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('cart_viewed', 'page_viewed'), order) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('consent_changed'), consent) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('identified'), traits) },
)

const stored: fc.Arbitrary<StoredEvent> = fc
  .record({
    what: named,
    source: fc.constantFrom('b:one', 'c:two', 's'),
    time: fc.integer({ min: START, max: START + 90 * DAY }),
    isTrusted: fc.boolean(),
    consent: fc.constantFrom(0, 1, 3, 255),
  })
  .map(({ what: [name, fields], isTrusted, ...fixed }) => ({
    ...fixed,
    messageId: '',
    receivedAt: fixed.time,
    name,
    ...(isTrusted && { isTrusted }),
    raw: JSON.stringify(name === 'identified' ? { traits: fields } : { properties: fields }),
  }))

const history = fc
  .array(stored, { maxLength: 40 })
  .map((events) => events.map((event, index) => ({ ...event, messageId: `m${index}` })))
const shuffled = history.chain((events) =>
  fc.record({
    events: fc.constant(events),
    arrived: fc.shuffledSubarray(events, { minLength: events.length }),
  }),
)

const bytes = (state: FoldState) => JSON.stringify(state)

test('any order of arrival folds to the same state, byte for byte', () => {
  fc.assert(
    fc.property(shuffled, ({ events, arrived }) => {
      expect(bytes(foldAll(arrived.map(toFoldEvent), 'v'))).toBe(bytes(foldAll(events.map(toFoldEvent), 'v')))
    }),
  )
})

test('one by one, with storage in between, is the same as all at once', () => {
  fc.assert(
    fc.property(history, (events) => {
      const ordered = events.map(toFoldEvent).sort(compareEvents)
      let state = emptyState('v')
      ordered.forEach((event, index) => {
        const next = changesConsent(state, event)
          ? foldAll(ordered.slice(0, index + 1), 'v')
          : foldEvent(state, event)
        state = JSON.parse(bytes(next)) as FoldState
      })
      expect(bytes(state)).toBe(bytes(foldAll(ordered, 'v')))
    }),
  )
})

test('what is shown rests on the events for personalization as if there were no others', () => {
  const context = { now: START + 91 * DAY, shop: SHOP }
  const isPersonal = ({ consent, name }: StoredEvent) =>
    name === 'consent_changed' || hasConsent(consent, 'personalization')
  fc.assert(
    fc.property(history, (events) => {
      const state = foldAll(events.map(toFoldEvent), 'v')
      const isAllowed = hasConsent(state.consent, 'personalization')
      const alone = foldAll(isAllowed ? events.filter(isPersonal).map(toFoldEvent) : [], 'v')
      expect(personalValues(state, context)).toEqual(featureValues(alone, context))
    }),
  )
})

test('a state is what JSON keeps of it, and always has values', () => {
  fc.assert(
    fc.property(history, (events) => {
      const state = foldAll(events.map(toFoldEvent), 'v')
      expect(JSON.parse(bytes(state))).toStrictEqual(state)
      const values = featureValues(state, { now: START + 91 * DAY, shop: SHOP })
      expect(JSON.parse(JSON.stringify(values))).toEqual(values)
    }),
  )
})

test('orders never fall below nothing, and each order’s lines add up to what the book has left of it', () => {
  fc.assert(
    fc.property(history, (events) => {
      const units = new Map<string, number>()
      const totals = [0, 0]
      let book: OrderBook = orderBook.initial
      for (const event of events.map(toFoldEvent).sort(compareEvents)) {
        const { lines, change, book: next } = orderBook.apply(book, event)
        book = next
        totals[0]! += change?.orders ?? 0
        totals[1]! += change?.verified ?? 0
        for (const { orderId, productId, isVerified, quantity } of lines) {
          const key = JSON.stringify([orderId, productId, isVerified])
          units.set(key, (units.get(key) ?? 0) + quantity)
        }
        expect(Math.min(0, ...units.values())).toBe(0)
        expect(totals[0]).toBeGreaterThanOrEqual(totals[1]!)
      }
      const left = book.orders.flatMap(({ id }) => orderBook.difference(orderBook.initial, book, id))
      const expected = new Map([...units].filter(([, quantity]) => quantity !== 0))
      expect(
        new Map(
          left.map(({ orderId, productId, isVerified, quantity }) => [
            JSON.stringify([orderId, productId, isVerified]),
            quantity,
          ]),
        ),
      ).toEqual(expected)
      expect(totals[0]).toBe(new Set(left.map(({ orderId }) => orderId)).size)
    }),
  )
})

test('whatever was cancelled by the shop leaves no trace in taste or sums', () => {
  fc.assert(
    fc.property(
      fc.array(order, { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      (orders, trust) => {
        const make = (name: string, fields: object, at: number, isTrusted: boolean): FoldEvent =>
          toFoldEvent({
            source: 's',
            messageId: `${name}${at}`,
            time: START + at,
            receivedAt: START,
            consent: 255,
            name,
            ...(isTrusted && { isTrusted }),
            raw: JSON.stringify({ properties: { ...fields, order_id: `o${at % DAY}` } }),
          })
        const events = orders.flatMap((fields, index) => [
          make('order_completed', fields, index, trust[index]!),
          make('order_cancelled', {}, 40 * DAY + index, true),
        ])
        const { affinities, orders: kept } = featureValues(foldAll(events, 'v'), {
          now: START + 80 * DAY,
          shop: SHOP,
        })
        expect(affinities.value).toMatchObject({ categories: {}, brands: {} })
        expect(kept.value).toMatchObject({
          count: 0,
          verified: 0,
          spent: { amount: 0 },
          stated: { amount: 0 },
          products: [],
        })
      },
    ),
  )
})
