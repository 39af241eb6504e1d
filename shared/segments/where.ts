import type { ClassifiedFields } from '../fields/classified-fields.ts'
import type { Did, WhereValue } from '../schema/config/condition.ts'
import { type Compare, comparison, numberOf } from './compare.ts'
import { type EventRow, eventRows, MONEY_FIELDS } from './event-rows.ts'
import { fieldReader, isForMarketing, isStampedForMarketing } from './field-reader.ts'
import type { TimelineEvent } from './subject.ts'

/** What conditions need to know of the shop. */
export interface ShopContext {
  currency: string
  timezone: string
  /** How much one unit of another currency is worth in the shop's. Without a rate it is not comparable. */
  rates?: Readonly<Record<string, number>> | undefined
  /** Whether money counts orders that only a browser reported; see DESIGN decision 4. */
  orders?: 'verified' | 'all' | undefined
  /** Fields that the shop has classified: rules read them by their meaning, in clean spelling. */
  fields?: ClassifiedFields | undefined
}

/** Compiles `where`: some row of the event passes every test. */
export function whereTest(where: Did['where'], shop: ShopContext): (event: TimelineEvent) => boolean {
  const tests = Object.entries(where ?? {}).map(([field, wanted]) => fieldTest(field, wanted, shop))
  if (tests.length === 0) return () => true
  const [only] = tests
  const isRow = only && tests.length === 1 ? only : (row: EventRow) => tests.every((test) => test(row))
  if (!isForMarketing(Object.keys(where ?? {}), shop.fields)) return (event) => eventRows(event).some(isRow)
  return (event) => isStampedForMarketing(event.consent) && eventRows(event).some(isRow)
}

/** A field as a number: money in the shop's currency, anything else as it is; null where it cannot be told. */
export function numberIn(
  row: EventRow,
  field: string,
  { currency, rates, fields }: ShopContext,
): number | null {
  const classified = fieldReader(field, fields)
  if (classified) return numberOf(classified(row))
  const number = numberOf(row.read(field))
  if (number === null || !MONEY_FIELDS.has(field)) return number
  if (row.currency === undefined || row.currency === currency) return number
  const rate = rates?.[row.currency]
  return rate === undefined ? null : number * rate
}

function fieldTest(field: string, wanted: WhereValue, shop: ShopContext): (row: EventRow) => boolean {
  const operators = typeof wanted === 'object' ? wanted : { is: wanted }
  const test: Compare = comparison(operators, { isPath: field === 'category' })
  const classified = fieldReader(field, shop.fields)
  if (classified) return (row) => test(classified(row))
  if (!MONEY_FIELDS.has(field)) return (row) => test(row.read(field))
  // Money of an unknown worth is neither more nor less nor other than what was asked for.
  return (row) => {
    const value = row.read(field)
    const number = numberIn(row, field, shop)
    if (number !== null) return test(number)
    return numberOf(value) === null && test(value)
  }
}
