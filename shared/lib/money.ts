/** Most minor units one amount may have; sums of thousands of them stay exact integers. */
const LARGEST = 1e12

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const MINOR_DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(digits(0)),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(digits(3)),
  ...'CLF UYW'.split(' ').map(digits(4)),
])

/** How many decimals a currency has; 2 where it is unknown or not stated. */
export function minorDigits(currency: string | undefined): number {
  return MINOR_DIGITS.get(currency?.toUpperCase() ?? '') ?? 2
}

/**
 * An amount as shops send it, in minor units of its currency; `undefined` if it is no finite amount from 0 to 1e12.
 *
 * Texts may group thousands and use either decimal mark: `49.90`, `12,50`, `1.299,00`, `1,299.00`, `1 299,00`.
 * A single dot is always the decimal mark (what programs write); a single comma before exactly three digits groups.
 */
export function toMinor(value: unknown, currency: string | undefined): number | undefined {
  const major = typeof value === 'string' ? parseAmount(value) : value
  if (typeof major !== 'number' || !(major >= 0)) return undefined
  const minor = roundHalfUp(major * 10 ** minorDigits(currency))
  return isMinor(minor) ? minor + 0 : undefined // + 0: no minus zero, which JSON would not keep
}

/** Is this an amount in minor units: a whole number from 0 to 1e12? */
export function isMinor(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST
}

/** Minor units as the config and the console speak of them: 1299 → 12.99. */
export function toMajor(minor: number, currency: string | undefined): number {
  return minor / 10 ** minorDigits(currency)
}

const PLAIN = /^\d+(?:\.\d+)?$/
const GROUPED_BY_COMMA = /^(?:[1-9]\d{0,2})(?:,\d{3})+(?:\.\d+)?$/
const GROUPED_BY_DOT = /^(?:[1-9]\d{0,2})(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/
const DECIMAL_COMMA = /^\d+,\d+$/

function parseAmount(text: string): number | undefined {
  const amount = text.trim().replace(/(\d)[\s'’](?=\d{3}(?!\d))/g, '$1')
  if (PLAIN.test(amount)) return Number(amount)
  if (GROUPED_BY_COMMA.test(amount)) return Number(amount.replaceAll(',', ''))
  if (GROUPED_BY_DOT.test(amount)) return Number(amount.replaceAll('.', '').replace(',', '.'))
  if (DECIMAL_COMMA.test(amount)) return Number(amount.replace(',', '.'))
  return undefined
}

/** 1.005 × 100 is 100.49999999999999: near a half, the 15 digits that a double holds for sure decide. */
function roundHalfUp(value: number): number {
  const isNearHalf = Math.abs((value % 1) - 0.5) < 1e-6
  return Math.round(isNearHalf ? Number(value.toPrecision(15)) : value)
}

function digits(count: number) {
  return (currency: string): [string, number] => [currency, count]
}
