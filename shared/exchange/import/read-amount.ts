import { toMinor } from '../../lib/money.ts'
import type { Money } from '../../schema/money.ts'
import { Refused } from './refused.ts'

export interface AmountFormat {
  /** ISO 4217, for amounts that name none. */
  currency: string
  /** The file's decimal mark, where one text could be two amounts: `1.299`. */
  decimal?: ',' | '.' | undefined
}

/** Signs and words that stand for a currency in exports. */
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', zł: 'PLN', Kč: 'CZK' }

/** Money of a cell in minor units: `49,90`, `€ 1.299,00`, `1 299,00 zł`, `PLN 12.50`. Refuses what is no amount. */
export function readAmount(text: string, field: string, { currency, decimal }: AmountFormat): Money {
  const { number, stated } = withoutCurrency(text)
  const unit = stated ?? currency
  const amount = toMinor(decimal === undefined ? number : plain(number, decimal), unit)
  if (amount === undefined)
    throw new Refused(field, `\`${text.trim().slice(0, 40)}\` is not an amount from 0 up, such as 49.90`)
  return { amount, currency: unit }
}

/** The same for a cell whose sign does not matter: a refund is written `-12.50` here and `12.50` there. */
export function readAbsolute(text: string, field: string, format: AmountFormat): Money {
  return readAmount(text.replace(/^\s*[-−(]\s*|\)\s*$/g, ''), field, format)
}

function withoutCurrency(text: string): { number: string; stated?: string } {
  const trimmed = text.trim().replace(/[\u00A0\u202F]/g, ' ')
  const code = /(?:^|[\s\d])([A-Z]{3})(?:$|[\s\d])/.exec(trimmed)?.[1]
  const sign = Object.keys(SIGNS).find((each) => trimmed.includes(each))
  const number = trimmed.replace(/[A-Z]{3}|€|\$|£|zł|Kč/g, '').trim()
  const stated = code ?? (sign && SIGNS[sign])
  return stated ? { number, stated } : { number }
}

/** The number as programs write it, by the file's own decimal mark. */
function plain(text: string, decimal: ',' | '.'): string {
  const grouped = decimal === ',' ? /[.\s'’]/g : /[,\s'’]/g
  return text.replace(grouped, '').replace(decimal, '.')
}

/** A whole number from 0 up: pieces, clicks, seconds. */
export function readCount(text: string, field: string): number {
  const value = Number(
    text
      .trim()
      .replace(/\s/g, '')
      .replace(/[.,]0+$/, ''),
  )
  if (!Number.isInteger(value) || value < 0 || value > 1e9)
    throw new Refused(field, `\`${text.trim().slice(0, 40)}\` is not a whole number from 0 up`)
  return value
}

const YES = new Set('yes y true t 1 si sì tak on x subscribed iscritto zapisany opted_in'.split(' '))
const NO = new Set('no n false f 0 nie off unsubscribed disiscritto wypisany opted_out'.split(' '))

/** A yes or a no in English, Italian or Polish; undefined for a cell that says neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (YES.has(word)) return true
  return NO.has(word) ? false : undefined
}
