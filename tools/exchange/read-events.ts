import type { ImportedEvent } from '../../shared/exchange/import/call.ts'
import { groupRows, isGrouped } from '../../shared/exchange/import/group-rows.ts'
import type { Mapping } from '../../shared/exchange/import/mapping.ts'
import { columnsOf } from '../../shared/exchange/import/recognise.ts'
import type { RefusedRow } from '../../shared/exchange/import/refused.ts'
import { type ImportRow, rowOf } from '../../shared/exchange/import/row.ts'
import { type EventKind, readGroup } from '../../shared/exchange/import/rows-to-events.ts'
import type { FilePlan } from './plan-file.ts'
import { readRows } from './read-rows.ts'

/** What reading a file came to. */
export interface FileTally {
  rows: number
  refused: number
  /** Rows that say nothing yet, as of an order that was never paid. */
  skipped: number
}

export interface EventSink {
  onEvent: (event: ImportedEvent) => void | Promise<void>
  onRefused: (row: RefusedRow) => void
}

/**
 * Every event of a file, in one pass. The lines of an order mostly follow each other; a file that scatters them is
 * read once more as a whole.
 */
export async function readEvents(plan: FilePlan, mapping: Mapping, sink: EventSink): Promise<FileTally> {
  const kind = plan.settings.kind as EventKind
  const tally: FileTally = { rows: 0, refused: 0, skipped: 0 }
  const refuse = (row: RefusedRow) => {
    tally.refused += 1
    sink.onRefused(row)
  }
  const isScattered = isGrouped(kind) && (await hasScatteredOrders(plan, mapping))
  for await (const group of groupsOf(plan, mapping, { tally, refuse, isScattered })) {
    const read = readGroup(kind, group, plan.settings)
    if ('refused' in read)
      for (const { line, field, reason } of read.refused)
        refuse({ line, column: columnName(plan, field), reason })
    else if (read.events.length === 0) tally.skipped += group.length
    else for (const event of read.events) await sink.onEvent(event)
  }
  return tally
}

interface GroupOptions {
  tally: FileTally
  refuse: (row: RefusedRow) => void
  isScattered: boolean
}

/** Rows that belong together. Held at once: the rows of one order, or of the whole file where they are scattered. */
async function* groupsOf(
  plan: FilePlan,
  mapping: Mapping,
  { tally, refuse, isScattered }: GroupOptions,
): AsyncGenerator<ImportRow[]> {
  const { kind } = plan.settings
  let open: ImportRow[] = []
  const onRefused = (line: number, reason: string) => {
    tally.rows += 1
    refuse({ line, column: '', reason })
  }
  for await (const row of fieldsOf(plan, mapping, onRefused)) {
    tally.rows += 1
    if (!isGrouped(kind)) yield [row]
    else if (isScattered || open.length === 0 || groupRows(kind, [open[0]!, row]).length === 1) open.push(row)
    else {
      yield open
      open = [row]
    }
  }
  if (open.length > 0) yield* groupRows(kind, open)
}

async function* fieldsOf(
  { file, header, columns, settings }: FilePlan,
  mapping: Mapping,
  onRefused?: (line: number, reason: string) => void,
): AsyncGenerator<ImportRow> {
  // Objects of an NDJSON file need not all have the same keys.
  const shapes = new Map([[header.join('\n'), columns]])
  let last = header
  let lastColumns = columns
  for await (const row of readRows(file, { ...mapping, ...(onRefused && { onRefused }) })) {
    if (row.header !== last) {
      const key = row.header.join('\n')
      lastColumns = shapes.get(key) ?? columnsOf(settings.kind, row.header, mapping.columns)
      shapes.set(key, lastColumns)
      last = row.header
    }
    yield rowOf(lastColumns, row.cells, row.line)
  }
}

/** Does an order appear again after another one has begun? Looks at the ids alone. */
async function hasScatteredOrders(plan: FilePlan, mapping: Mapping): Promise<boolean> {
  const isProductFile = plan.columns.includes('product_id') || plan.columns.includes('product_name')
  if (!isProductFile) return false
  const seen = new Set<string>()
  let last: string | undefined
  for await (const { cells } of fieldsOf(plan, mapping)) {
    const id = cells.order_id ?? [cells.store, cells.till, cells.at, cells.receipt_id].join('\n')
    if (id === last || id.trim() === '') continue
    if (seen.has(id)) return true
    seen.add(id)
    last = id
  }
  return false
}

/** The file's own name of a field. */
function columnName({ columns, header }: FilePlan, field: string): string {
  return header[columns.indexOf(field)] ?? field
}
