import { isBlockedId } from '../schema/intake/blocked-id.ts'
import { fold, matchesBlock } from './block-pattern.ts'
import { isTestAddress, normaliseEmail, sameBox } from './normalise-email.ts'
import { normalisePhone } from './normalise-phone.ts'
import type { IdentifierKind, ShopIdentifiers } from './shop-identifiers.ts'

/**
 * The number of the rules by which a value becomes a key. It counts up with every change that gives some value another
 * key; the rules before stay in {@link EARLIER}, so that what was stored under them is found.
 */
export const KEY_VERSION = 2

/** What a value is found by. */
export interface IdentifierKeys {
  /** Says what was stated and no more; never depends on what the shop ignores, so no setting loses anybody. */
  key: string
  /** Wider, where the shop says that several spellings are one. */
  loose?: string
  /** What earlier versions made of the value, where that was something else. Only ever looked up. */
  earlier: string[]
}

export type IdentifierReading = IdentifierKeys | { refused: string }

/** Longer is no identifier. */
const MAX_LENGTH = 256

/** Characters that Unicode normalisation or lower case turns into an ASCII one: K for KELVIN SIGN, ; and `. */
const BECOMES_ASCII = /[\u037E\u1FEF\u212A]/

/**
 * The one way from a stated value to what it is stored and found by, wherever an identifier enters. The value itself
 * stays in its event as it came. Refused, with the reason: what names nobody, and what is no value of its type.
 */
export function identifierKeys(type: string, value: string, shop: ShopIdentifiers): IdentifierReading {
  const rule = shop.types[type]
  const kind = rule?.kind ?? 'text'
  const text = value.trim()
  if (text === '' || text.length > MAX_LENGTH) return { refused: `an id has 1 to ${MAX_LENGTH} characters` }
  if (BECOMES_ASCII.test(text)) return { refused: 'it has a character that could pass for another id’s' }
  if (isBlockedId(text)) return { refused: 'this value stands for nobody' }
  const reading = normalise(kind, text, shop.country)
  if ('refused' in reading) return reading
  const { key } = reading
  if (rule?.block.some((pattern) => matchesBlock(pattern, text) || matchesBlock(pattern, key)))
    return { refused: 'the setup blocks this value' }
  const loose = rule?.sameBox && kind === 'email' ? sameBox(key, rule.sameBox) : key
  const earlier = EARLIER.map((version) => version(kind, value)).filter((each) => each !== key)
  return { key, ...(loose !== key && { loose }), earlier: [...new Set(earlier)] }
}

/** Whether a stated value names nobody in this shop. */
export function isNobody(type: string, value: string, shop: ShopIdentifiers): boolean {
  return 'refused' in identifierKeys(type, value, shop)
}

/** An id that is taken as it is, such as that of an order. */
export function textKey(value: string): string {
  return value.normalize('NFC').trim()
}

function normalise(
  kind: IdentifierKind,
  text: string,
  country?: string,
): { key: string } | { refused: string } {
  switch (kind) {
    case 'text':
      return { key: textKey(text) }
    case 'email': {
      const key = normaliseEmail(text)
      if (key === undefined) return { refused: 'this is not an e-mail address such as ada@example.com' }
      return isTestAddress(fold(key)) ? { refused: 'this address stands for nobody' } : { key }
    }
    case 'phone': {
      const reading = normalisePhone(text, country)
      return 'key' in reading ? reading : { refused: reading.reason }
    }
  }
}

/** Frozen: what each version before {@link KEY_VERSION} made of a value. */
const EARLIER: readonly ((kind: IdentifierKind, value: string) => string)[] = [
  function version1(kind, value) {
    const text = value.normalize('NFC').trim()
    if (kind === 'email') return text.toLowerCase()
    if (kind === 'phone') return text.replace(/^00/, '+').replace(/[^\d+]/g, '')
    return text
  },
]
