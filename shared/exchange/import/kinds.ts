/** What a file may hold; each kind has its fields in fields/ and one function from its rows to events. */
export const IMPORT_KINDS = [
  'contacts',
  'orders',
  'receipts',
  'engagement',
  'calls',
  'chats',
  'tickets',
  'notes',
  'segments',
  'ad-costs',
] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export function isImportKind(text: string): text is ImportKind {
  return IMPORT_KINDS.includes(text as ImportKind)
}
