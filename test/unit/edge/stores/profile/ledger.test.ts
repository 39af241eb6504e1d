import { expect, test } from 'vitest'
import { emptyLedger } from '../../../../../edge/stores/profile/ledger.ts'
import type { ProfileStorage } from '../../../../../edge/stores/profile/storage.ts'
import type { ProductDelta } from '../../../../../shared/measure/product-delta.ts'
import { CONSENT_BITS } from '../../../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../../../shared/schema/stored-event.ts'

const ALL = CONSENT_BITS.analytics | CONSENT_BITS.personalization

let made = 0
const event = (name: string, properties: object, time: number): StoredEvent => ({
  source: 's',
  messageId: `m${++made}`,
  time,
  receivedAt: time,
  consent: ALL,
  name,
  isTrusted: true,
  raw: JSON.stringify({ properties }),
})
const order = (time: number) =>
  event(
    'order_completed',
    { order_id: 'o1', currency: 'EUR', products: [{ product_id: 'b1', quantity: 2, price: 10 }] },
    time,
  )
const statement = (isGranted: boolean, time: number) =>
  event('consent_changed', { analytics: isGranted, personalization: isGranted }, time)

/** Rows as they pile up; a ledger reads them only when it has to fold anew. */
function memory() {
  return { bodies: () => [], dropSnapshotsFrom: () => {}, snapshots: () => [] } as unknown as ProfileStorage
}

const units = (deltas: readonly ProductDelta[]) =>
  deltas.reduce((sum, delta) => sum + (delta.ordered ?? 0), 0)

test('an order that consent hides and shows again counts once, also when it is told again with the consent', () => {
  const ledger = emptyLedger(memory(), '1')
  ledger.timeline()
  const counted = [[order(1)], [statement(false, 2)], [statement(true, 3), order(4)], [order(5)]].flatMap(
    (fresh) => ledger.apply(fresh),
  )
  expect(units(counted)).toBe(2)
})

test('a statement is not lost beside an event of the same moment that sorts before it', () => {
  const ledger = emptyLedger(memory(), '1')
  const said = { ...event('consent_changed', { marketing: { email: true } }, 1), messageId: 'z' }
  ledger.apply([{ ...order(1), messageId: 'a' }, said])
  expect([ledger.state.count, ledger.state.consents.email?.state]).toEqual([2, 'granted'])
})
