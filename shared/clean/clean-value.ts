import type { FieldType, LetterCase } from '../schema/field-type.ts'
import { cleanBoolean } from './clean-boolean.ts'
import type { CleanContext } from './clean-context.ts'
import { cleanCountry } from './clean-country.ts'
import { cleanCurrency } from './clean-currency.ts'
import { cleanDate } from './clean-date.ts'
import { cleanEmail } from './clean-email.ts'
import { cleanMoney } from './clean-money.ts'
import { cleanNumber } from './clean-number.ts'
import { cleanPhone } from './clean-phone.ts'
import { cleanText } from './clean-text.ts'

export type CleanValue = string | number | boolean | readonly string[]

export interface ValueRule {
  type: FieldType
  /** Of text and of a list's entries. */
  case?: LetterCase | undefined
}

const MOST_ENTRIES = 100

/**
 * One value in the spelling that its type has everywhere; undefined for a value that is not of the type, which then
 * counts as not known. The original stays in the event. Money in major units, and only in the shop's currency.
 */
export function cleanValue(value: unknown, rule: ValueRule, context: CleanContext): CleanValue | undefined {
  switch (rule.type) {
    case 'text':
      return cleanText(value, rule.case)
    case 'number':
      return cleanNumber(value)
    case 'boolean':
      return cleanBoolean(value)
    case 'date':
      return cleanDate(value, context)
    case 'country':
      return cleanCountry(value, context.languages)
    case 'currency':
      return cleanCurrency(value, context.currency)
    case 'email':
      return cleanEmail(value)
    case 'phone':
      return cleanPhone(value, context)
    case 'money': {
      const money = cleanMoney(value, context.currency)
      return money?.currency === context.currency ? money.amount : undefined
    }
    case 'list':
      return cleanList(value, rule.case)
  }
}

/** A list, or one text with `,`, `;` or `|` between its entries; each entry once, in the order given. */
function cleanList(value: unknown, letterCase: LetterCase | undefined): readonly string[] | undefined {
  const entries = Array.isArray(value) ? value : (cleanText(value)?.split(/[,;|]/) ?? [])
  const texts = entries
    .slice(0, MOST_ENTRIES)
    .map((entry) => cleanText(entry, letterCase))
    .filter((entry) => entry !== undefined)
  return texts.length > 0 ? [...new Set(texts)] : undefined
}
