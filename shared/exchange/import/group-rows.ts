import type { ImportKind } from './kinds.ts'
import type { ImportRow } from './row.ts'

/** What rows have in common that belong to one event; other kinds have a row each. */
const GROUPED_BY: Partial<Record<ImportKind, readonly string[]>> = {
  orders: ['order_id'],
  receipts: ['store', 'till', 'at', 'receipt_id'],
}

/** Does a file of this kind write an event on several rows? */
export function isGrouped(kind: ImportKind): boolean {
  return GROUPED_BY[kind] !== undefined
}

/**
 * Rows that belong together, in the order of their first. The lines of an order need not follow each other; a line
 * that names no order continues the one before it.
 */
export function groupRows(kind: ImportKind, rows: Iterable<ImportRow>): ImportRow[][] {
  const by = GROUPED_BY[kind]
  if (!by) return Array.from(rows, (row) => [row])
  const groups = new Map<string, ImportRow[]>()
  let last = ''
  for (const row of rows) {
    const isNamed = row.cells[by.at(-1)!] !== undefined
    const key = isNamed || last === '' ? groupKey(by, row) : last
    last = key
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

function groupKey(by: readonly string[], { cells, line }: ImportRow): string {
  const parts = by.map((field) => cells[field] ?? '')
  return parts.at(-1) === '' ? `line ${line}` : parts.join('\n')
}
