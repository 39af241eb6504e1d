import { looksLikeEmail, looksLikePhone } from './personal.ts'

/** What values of a field were seen as, one bit each: a field may be several. */
export const TYPE_BITS = {
  text: 1,
  number: 2,
  boolean: 4,
  date: 8,
  email: 16,
  phone: 32,
  link: 64,
  /** `null` or a blank text: the field is there and says nothing. */
  nothing: 128,
} as const
export type SeenType = keyof typeof TYPE_BITS

/** A leading zero is a code, not a number: `00184` is a postcode. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:[.,]\d{1,6})?$/
const DATE = /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?|\d{1,2}[./]\d{1,2}[./]\d{4})$/
const LINK = /^(?:https?:\/\/|www\.)\S+$/i

/** The bit of one value; lists and objects have none of their own. */
export function typeBit(value: unknown): number {
  if (value === null || value === '') return TYPE_BITS.nothing
  if (typeof value === 'number') return TYPE_BITS.number
  if (typeof value === 'boolean') return TYPE_BITS.boolean
  if (typeof value !== 'string') return 0
  if (value.length > 500) return TYPE_BITS.text
  const text = value.trim()
  if (/^[\p{L} ]+$/u.test(text)) return TYPE_BITS.text
  if (NUMBER.test(text)) return TYPE_BITS.number
  if (DATE.test(text)) return TYPE_BITS.date
  if (LINK.test(text)) return TYPE_BITS.link
  if (looksLikeEmail(text)) return TYPE_BITS.email
  return looksLikePhone(text) ? TYPE_BITS.phone : TYPE_BITS.text
}

export function typesOf(bits: number): SeenType[] {
  return (Object.keys(TYPE_BITS) as SeenType[]).filter((type) => (bits & TYPE_BITS[type]) !== 0)
}

/** The one type to offer: the only one, or text where a field was seen as several. */
export function inferredType(bits: number): SeenType {
  const types = typesOf(bits & ~TYPE_BITS.nothing)
  return types.length === 1 ? types[0]! : types.length === 0 ? 'nothing' : 'text'
}
