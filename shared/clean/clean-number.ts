import { toMajor, toMinor } from '../lib/money.ts'
import { cleanText } from './clean-text.ts'

/** Decimals that any number keeps: a currency's worth of digits would round `0.125`. */
const SCALE = 1e6

/**
 * A finite number, also one written as text with either decimal mark: `-12,5`, `1.299,00`, `12 %`. A single dot is
 * the decimal mark, a comma before exactly three digits groups, as in `shared/lib/money.ts`.
 */
export function cleanNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const text = cleanText(value)?.replace(/\s*%$/, '').replace(/^[−–]/, '-')
  if (text === undefined) return undefined
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text)) return finite(Number(text))
  const isNegative = text.startsWith('-')
  // JPY has no decimals to lose, so the text is scaled up and read in the finest currency there is: four digits.
  const minor = toMinor(text.replace(/^[+-]\s*/, ''), 'CLF')
  if (minor === undefined) return undefined
  const number = Math.round(toMajor(minor, 'CLF') * SCALE) / SCALE
  return isNegative ? -number : number
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}
