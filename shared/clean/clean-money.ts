import { toMajor, toMinor } from '../lib/money.ts'
import { cleanCurrency } from './clean-currency.ts'
import { cleanText } from './clean-text.ts'

/** Major units, as conditions speak of money. */
export interface CleanMoney {
  amount: number
  currency: string
}

/** `49,90 €`, `EUR 49.90`, `{"amount": "49.90", "currency": "EUR"}` or a number in the shop's currency. */
export function cleanMoney(value: unknown, shopCurrency: string): CleanMoney | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { amount, value: worth, currency, currencyCode } = value as Record<string, unknown>
    const stated = currency ?? currencyCode
    const code = stated === undefined ? shopCurrency : cleanCurrency(stated, shopCurrency)
    return code === undefined ? undefined : money(amount ?? worth, code)
  }
  if (typeof value === 'number') return money(value, shopCurrency)
  const text = cleanText(value)
  if (text === undefined) return undefined
  const [, before = '', amount = '', after = ''] = /^(\D*?)\s*([\d][\d\s.,'’]*)\s*(\D*)$/u.exec(text) ?? []
  const sign = before.trim() || after.trim()
  if (amount === '' || (before.trim() && after.trim())) return undefined
  const code = sign === '' ? shopCurrency : cleanCurrency(sign, shopCurrency)
  return code === undefined ? undefined : money(amount.trim(), code)
}

/** An amount is of whole minor units; what is finer is rounded, half up. */
function money(value: unknown, currency: string): CleanMoney | undefined {
  const minor = toMinor(value, currency)
  return minor === undefined ? undefined : { amount: toMajor(minor, currency), currency }
}
