import { cleanText } from './clean-text.ts'

/** Signs and names that mean one currency; `$` and `kr` mean many and are left to the shop's own. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '€': 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    '£': 'GBP',
    pound: 'GBP',
    pounds: 'GBP',
    zł: 'PLN',
    zl: 'PLN',
    złoty: 'PLN',
    zloty: 'PLN',
    us$: 'USD',
    usd$: 'USD',
    c$: 'CAD',
    a$: 'AUD',
    '¥': 'JPY',
    yen: 'JPY',
    kč: 'CZK',
    kc: 'CZK',
    ft: 'HUF',
    lei: 'RON',
    r$: 'BRL',
    '₴': 'UAH',
    '₺': 'TRY',
    '₹': 'INR',
    fr: 'CHF',
    sfr: 'CHF',
    franken: 'CHF',
  }),
)

/** Signs that several currencies share, and which of them a shop in one of these means. */
const SHARED: ReadonlyMap<string, readonly string[]> = new Map([
  ['$', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']],
  ['kr', ['SEK', 'NOK', 'DKK', 'ISK']],
  ['kr.', ['SEK', 'NOK', 'DKK', 'ISK']],
])

let codes: ReadonlySet<string> | undefined

/** An ISO 4217 code from a code, a sign or a name; undefined where it could be several, or is none. */
export function cleanCurrency(value: unknown, shopCurrency?: string): string | undefined {
  const text = cleanText(value, 'lower')
  if (text === undefined) return undefined
  const named = NAMES.get(text)
  if (named) return named
  const shared = SHARED.get(text)
  if (shared) return shopCurrency !== undefined && shared.includes(shopCurrency) ? shopCurrency : undefined
  const code = text.toUpperCase()
  codes ??= new Set(Intl.supportedValuesOf('currency'))
  return codes.has(code) ? code : undefined
}
