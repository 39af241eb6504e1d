import type { BlockContent, BlockItem } from '../../shared/schema/decide.ts'
import type { Money } from '../../shared/schema/money.ts'

/** What a template may name: `{{title}}`, `{{price}}` … A map, so that no field name reaches an object's prototype. */
export type Fields = ReadonlyMap<string, string>

/** A product's fields, prices written for the reader's language. */
export function itemFields(item: BlockItem, locale: string): Fields {
  return toFields({
    ...item,
    price: formatMoney(item.price, locale),
    listPrice: item.listPrice && formatMoney(item.listPrice, locale),
    rating: item.proof?.rating.toLocaleString(locale, { maximumFractionDigits: 1 }),
    reviews: item.proof?.reviews.toLocaleString(locale),
  })
}

/** A campaign's or content's fields; `url` and `link` are the same, so one template serves both. */
export function contentFields(content: BlockContent): Fields {
  return toFields({ ...content, url: content.link })
}

/** Minor units written out: 8990 EUR → `89,90 €` in Italian. An unknown currency is written as it came. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  } catch {
    return `${(amount / 100).toFixed(2)} ${currency}` // not an ISO code, or a malformed locale
  }
}

function toFields(values: object): Fields {
  const entries = Object.entries(values).filter(([, value]) => ['string', 'number'].includes(typeof value))
  return new Map(entries.map(([name, value]) => [name, String(value)]))
}
