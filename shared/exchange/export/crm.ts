import { toMajor } from '../../lib/money.ts'
import type { MarketingChannel } from '../../schema/consent.ts'
import { type ExportPerson, traitText } from './export-person.ts'
import { type Leaving, mayExport } from './may-export.ts'

/** A column of the CRM table: its name, whether it may be filled, and with what. */
interface Column {
  name: string
  /** Absent = always: without its id no row can be brought to its customer, and a withdrawal must be told. */
  leaving?: Leaving
  value: (person: ExportPerson) => string
}

const trait = (name: string, leaving: Leaving): Column => ({
  name,
  leaving,
  value: (person) => traitText(person, name),
})

/** `yes` or `no` as the person said last; blank where they never did. */
const subscription = (name: string, channel: MarketingChannel): Column => ({
  name,
  value: ({ consents }) => {
    const state = consents[channel]?.state
    return state === 'granted' ? 'yes' : state === 'refused' ? 'no' : ''
  },
})

/** Every name but the last six is a field that an import of customers knows. */
const COLUMNS: readonly Column[] = [
  { name: 'customer_id', value: (person) => traitText(person, 'customer_id') },
  trait('email', 'email'),
  trait('phone', 'phone'),
  ...['first_name', 'last_name', 'name', 'company', 'language', 'gender', 'birthday'].map((name) =>
    trait(name, 'stated'),
  ),
  ...['street', 'city', 'postcode', 'region', 'country'].map((name) => trait(name, 'address')),
  ...['lifecycle_stage', 'lead_source', 'group', 'tags', 'created_at'].map((name) => trait(name, 'stated')),
  subscription('email_subscribed', 'email'),
  subscription('sms_subscribed', 'sms'),
  subscription('ads_allowed', 'ads'),
  { name: 'vicino_segments', leaving: 'learned', value: ({ segments }) => segments.join(', ') },
  { name: 'vicino_orders', leaving: 'learned', value: ({ orders }) => String(orders.count) },
  {
    name: 'vicino_spent',
    leaving: 'learned',
    value: ({ orders: { spent } }) => String(toMajor(spent.amount, spent.currency)),
  },
  { name: 'vicino_currency', leaving: 'learned', value: ({ orders }) => orders.spent.currency },
  {
    name: 'vicino_last_order',
    leaving: 'learned',
    value: ({ orders: { lastAt } }) => (lastAt === null ? '' : new Date(lastAt).toISOString()),
  },
  { name: 'vicino_id', value: ({ profile }) => profile },
]

export const CRM_HEADER: readonly string[] = COLUMNS.map(({ name }) => name)

/**
 * A person as a row for the shop's CRM; null where nothing is left by which the CRM could know them. What may not
 * leave is blank, as is what nobody knows: a blank cell overwrites nothing there.
 */
export function crmRow(person: ExportPerson, now: number): string[] | null {
  const cells = COLUMNS.map(({ leaving, value }) =>
    leaving === undefined || mayExport(person, leaving, now) ? value(person) : '',
  )
  const isKnown = cells.slice(0, 3).some((cell) => cell !== '')
  return isKnown ? cells : null
}
