import { statSync } from 'node:fs'
import type { ImportKind } from '../../shared/exchange/import/kinds.ts'
import type { Mapping } from '../../shared/exchange/import/mapping.ts'
import { sniffDateOrder } from '../../shared/exchange/import/read-date.ts'
import {
  aliasesOf,
  type Columns,
  columnsOf,
  missingFields,
  recogniseKind,
  unknownField,
} from '../../shared/exchange/import/recognise.ts'
import type { ImportSettings } from '../../shared/exchange/import/settings.ts'
import { CommandError } from '../cli/terminal.ts'
import { type RawRow, readRows } from './read-rows.ts'

/** How one file will be read: what it is, and where its columns go. */
export interface FilePlan {
  file: string
  bytes: number
  /** Epoch ms. */
  modifiedAt: number
  header: readonly string[]
  columns: Columns
  settings: ImportSettings
  /** Its first rows. */
  sample: RawRow[]
}

/** Rows that are looked at before anything is decided. */
const SAMPLE = 1000

/** What the shop is, where a file does not say. */
export interface ShopDefaults {
  currency: string
  timezone: string
}

/** Looks at a file's head and decides how to read it; a CommandError names what it cannot decide and the remedy. */
export async function planFile(file: string, mapping: Mapping, shop: ShopDefaults): Promise<FilePlan> {
  const sample: RawRow[] = []
  for await (const row of readRows(file, mapping)) {
    sample.push(row)
    if (sample.length >= SAMPLE) break
  }
  const header = sample[0]?.header
  if (!header) throw new CommandError(`${file} has a header at most, and no rows.`)
  const kind = mapping.as ?? recogniseKind(header)
  if (!kind)
    throw new CommandError(
      `What is ${file}? Its columns (${header.slice(0, 8).join(', ')} …) do not say; give --as contacts, orders, …`,
    )
  const columns = columnsOf(kind, header, mapping.columns)
  refuseUnfit(file, kind, columns, mapping)
  const { size, mtimeMs } = statSync(file)
  const at = Math.floor(mtimeMs)
  return {
    file,
    bytes: size,
    modifiedAt: at,
    header,
    columns,
    sample,
    settings: {
      kind,
      source: mapping.source ?? 'import',
      currency: mapping.currency ?? shop.currency,
      timezone: mapping.timezone ?? shop.timezone,
      decimal: mapping.decimal,
      order: mapping.dates ?? sniffDateOrder(datesIn(sample, columns)),
      values: mapping.values,
      at,
    },
  }
}

function refuseUnfit(file: string, kind: ImportKind, columns: Columns, mapping: Mapping): void {
  const strange = mapping.columns && unknownField(kind, mapping.columns)
  if (strange !== undefined) throw new CommandError(`${kind} have no field \`${strange}\`.`)
  const [missing] = missingFields(kind, columns)
  if (!missing) return
  const others = aliasesOf(kind, missing).slice(0, 5).join(', ')
  throw new CommandError(
    `${file}: ${kind} need a column for \`${missing}\` (${others} …); name yours in a mapping: { "columns": { "<your column>": "${missing}" } }.`,
  )
}

const DATES: ReadonlySet<string> = new Set(
  'at date created_at updated_at closed_at expires_at consent_at cancelled_at'.split(' '),
)

function* datesIn(rows: readonly RawRow[], columns: Columns): Generator<string> {
  for (const [at, field] of columns.entries()) {
    if (field && DATES.has(field)) for (const { cells } of rows) if (cells[at]) yield cells[at]
  }
}
