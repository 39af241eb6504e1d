import { isNobody } from '../../../shared/identity/identifier-key.ts'
import type { ShopIdentifiers } from '../../../shared/identity/shop-identifiers.ts'
import { statedIdentifiers } from '../../../shared/identity/stated-identifiers.ts'
import { type OrderEvent, orderEvent } from '../../../shared/measure/order-event.ts'
import { CONSENT_BITS } from '../../../shared/schema/consent.ts'
import type { UploadedOrder } from '../../../shared/schema/orders-upload.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { claimProfile } from '../../lib/claim.ts'
import { verifyHandle } from '../../lib/handle.ts'
import { identifierHash, identifierHashes } from '../../lib/identifier-hash.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { identityStub, placeOf } from '../../lib/object-id.ts'
import { identifiersOf } from '../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import type { Visit } from '../../stores/profile/contract.ts'
import { resolveKnownIn } from './resolve-known.ts'
import { sendVisit } from './send-visit.ts'

export interface OrdersAnswer {
  /** Orders that are with their person now. */
  confirmed: number
  /** Said before; nothing changed. */
  duplicates: number
  /** Nobody has them yet: they wait for the shopper's own event. */
  waiting: number
  /** The person refused, or was erased. */
  withheld: number
}

const AT_ONCE = 6

/** Takes the server's word about orders to whose they are. */
export async function takeOrders(
  env: Env,
  shop: ShopRecord,
  orders: readonly { order: UploadedOrder }[],
  now: number,
): Promise<OrdersAnswer> {
  const answer: OrdersAnswer = { confirmed: 0, duplicates: 0, waiting: 0, withheld: 0 }
  await mapLimited(orders, AT_ONCE, async ({ order }) => {
    const outcome = await takeOrder(env, shop, order, now)
    answer[outcome] += 1
  })
  return answer
}

async function takeOrder(
  env: Env,
  shop: ShopRecord,
  order: UploadedOrder,
  now: number,
): Promise<keyof OrdersAnswer> {
  const event = orderEvent(order)
  const stored = toStored(event, now)
  const named = await statedPerson(env, shop, order, stored.time)
  if (named === null) return 'withheld'
  const profile = named?.profile ?? (await claimant(env, shop, order, event, stored))
  if (profile === null) return 'waiting'
  const reply = await sendVisit(env, {
    shop: placeOf(shop),
    profile,
    now,
    isServer: true,
    events: [stored],
    ...(named?.knownBy && { knownBy: named.knownBy }),
  })
  if (reply.status !== 'ok' || reply.withheld > 0) return 'withheld'
  return reply.stored > 0 ? 'confirmed' : 'duplicates'
}

interface NamedPerson {
  profile: string
  /** The identifier that led there. */
  knownBy?: NonNullable<Visit['knownBy']>
}

/**
 * Whom the server names: by the cookie it saw, by user id, by anonymous id, by e-mail or another identifier. Undefined = nobody; null =
 * erased since.
 */
async function statedPerson(
  env: Env,
  shop: ShopRecord,
  order: UploadedOrder,
  time: number,
): Promise<NamedPerson | null | undefined> {
  const handle = order.handle ? await verifyHandle(env, shop.id, order.handle) : undefined
  if (handle) return { profile: handle.profile }
  const identifiers = identifiersOf(shop)
  const resolve = async (type: string, value: string): Promise<NamedPerson | null> => {
    const profile = await resolveKnownIn(env, shop)(type, value, time)
    const hashes = await identifierHashes(env, { shop: shop.id, identifiers }, type, value)
    return profile && 'hash' in hashes ? { profile, knownBy: { type, hash: hashes.hash } } : null
  }
  if (isStated('user_id', order.userId, identifiers)) return resolve('user_id', order.userId)
  if (isStated('anonymous_id', order.anonymousId, identifiers))
    return { profile: (await claimProfile(env, shop.id, 'anonymous_id', order.anonymousId)).profile }
  const [strongest] = statedIdentifiers(order, identifiers)
  return strongest && resolve(strongest.type, strongest.value)
}

/** A placeholder names nobody, also where the shop's server sends it. */
function isStated(type: string, value: string | undefined, identifiers: ShopIdentifiers): value is string {
  return value !== undefined && !isNobody(type, value, identifiers)
}

/** Who said that the order is theirs; null = nobody, or nobody beyond doubt, and then it waits. */
async function claimant(
  env: Env,
  shop: ShopRecord,
  order: UploadedOrder,
  { total, currency }: OrderEvent,
  stored: StoredEvent,
) {
  const hash = await identifierHash(env, shop.id, 'order_id', order.order_id)
  return identityStub(env, placeOf(shop), hash).orderOwner(hash, stored, { total, currency })
}

/** The server holds consent to keep its own orders; whether features may see them, today's consent decides. */
function toStored({ messageId, name, at, raw }: OrderEvent, now: number): StoredEvent {
  const stated = at === undefined ? Number.NaN : Date.parse(at)
  return {
    source: 's',
    messageId,
    time: Number.isFinite(stated) ? Math.min(stated, now) : now,
    receivedAt: now,
    consent: CONSENT_BITS.analytics | CONSENT_BITS.personalization,
    name,
    isTrusted: true,
    raw,
  }
}
