import { type ShopIdentifiers, shopIdentifiers } from '../../shared/identity/shop-identifiers.ts'
import type { ShopRecord } from './shop-record.ts'

/** A record stays the same object in memory until it is read anew, so its types are made ready once. */
const ready = new WeakMap<object, ShopIdentifiers>()
const USUAL = shopIdentifiers()

/** The types of identifier of a shop, as its setup has them. */
export function identifiersOf({ identity }: Pick<ShopRecord, 'identity'>): ShopIdentifiers {
  if (!identity) return USUAL
  const known = ready.get(identity)
  if (known) return known
  const made = shopIdentifiers(identity)
  ready.set(identity, made)
  return made
}
