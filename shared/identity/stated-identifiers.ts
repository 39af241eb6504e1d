import { isNobody } from './identifier-key.ts'
import { byPriority, type ShopIdentifiers } from './shop-identifiers.ts'

export interface StatedIdentifier {
  type: string
  /** As it was stated. */
  value: string
}

/**
 * The identifiers among the fields of an object, the strongest type first. A field is one by its name: `email`, or
 * `customer_id` where the setup has that type. User ids and anonymous ids have a place of their own in every call.
 */
export function statedIdentifiers(
  fields: Readonly<Record<string, unknown>>,
  shop: ShopIdentifiers,
): StatedIdentifier[] {
  return byPriority(shop)
    .filter((type) => type !== 'user_id' && type !== 'anonymous_id' && Object.hasOwn(fields, type))
    .map((type) => ({ type, value: textOf(fields[type]) }))
    .filter(({ type, value }) => value !== '' && !isNobody(type, value, shop))
}

/** A whole number is as good as its digits. */
function textOf(value: unknown): string {
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : ''
}
