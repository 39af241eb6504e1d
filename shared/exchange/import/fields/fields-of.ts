import type { ImportKind } from '../kinds.ts'
import { CONTACTS } from './contacts.ts'
import type { Field } from './field.ts'
import { AD_COSTS, CALLS, CHATS, ENGAGEMENT, NOTES, SEGMENTS, TICKETS } from './interactions.ts'
import { ORDERS, RECEIPTS } from './orders.ts'

/** The fields a kind of file may have. */
export const FIELDS_OF: Readonly<Record<ImportKind, readonly Field[]>> = {
  contacts: CONTACTS,
  orders: ORDERS,
  receipts: RECEIPTS,
  engagement: ENGAGEMENT,
  calls: CALLS,
  chats: CHATS,
  tickets: TICKETS,
  notes: NOTES,
  segments: SEGMENTS,
  'ad-costs': AD_COSTS,
}
