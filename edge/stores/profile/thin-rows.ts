import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { CopiesTable } from './copies-table.ts'
import { digestColumn } from './dedupe-index.ts'
import { packRow, unpackRow } from './packed-row.ts'

export interface Thinning {
  isGone(event: StoredEvent): boolean
  /** The newest row that everybody outside has been told of; later ones stay whole. */
  told: number
  /** What is left for the outside of a row that was thinned. */
  outbox: string
}

/** Takes events out of rows and copies. Returns how many went; a row that is left empty keeps its number. */
export function thinRows(sql: SqlStorage, copies: CopiesTable, { isGone, told, outbox }: Thinning): number {
  let dropped = 0
  const each = (body: string, keep: (body: string, digests: ArrayBuffer) => void) => {
    const row = unpackRow(body)
    const events = row.events.filter((event) => !isGone(event))
    if (events.length === row.events.length) return
    dropped += row.events.length - events.length
    keep(packRow({ ...row, events }), digestColumn(events))
  }
  for (const row of sql.exec('SELECT sequence, body FROM rows WHERE sequence <= ?', told).toArray()) {
    each(String(row.body), (...thinned) => {
      const values = [...thinned, outbox, Number(row.sequence)]
      sql.exec('UPDATE rows SET body = ?, digests = ?, outbox = ? WHERE sequence = ?', ...values)
    })
  }
  for (const { id, body } of copies.after(0, Number.MAX_SAFE_INTEGER))
    each(body, (...thinned) => copies.replace(id, ...thinned))
  return dropped
}
