import { IMPORT_KINDS, type ImportKind, isImportKind } from '../../../../shared/exchange/import/kinds.ts'
import { readMapping } from '../../../../shared/exchange/import/mapping.ts'
import type { ColumnWords } from '../../../../shared/exchange/import/recognise.ts'
import type { ImportSettings } from '../../../../shared/exchange/import/settings.ts'
import { ApiError } from '../../../lib/problem.ts'

/** Rows of a kind; or `events`, Segment calls that somebody has made of rows already. */
export type RequestKind = ImportKind | 'events'

/** What a request says of its rows beside the rows themselves. */
export interface ImportRequest {
  kind: RequestKind
  /** Names the import and its chunk in the answer; nothing hangs on them, since rows have ids of their own. */
  importId: string | undefined
  chunk: number | undefined
  columns: ColumnWords
  /** Of kinds that are rows; events speak for themselves. */
  settings: Omit<ImportSettings, 'kind'>
  delimiter: string | undefined
}

/** Reads the address of an import request; 400 for what it cannot be. `currency` and `timezone` are the shop's own. */
export function importRequest(
  query: URLSearchParams,
  { now, currency, timezone }: { now: number; currency: string; timezone: string },
): ImportRequest {
  const kind = query.get('as') ?? ''
  if (kind !== 'events' && !isImportKind(kind))
    throw new ApiError(400, 'invalid-kind', `\`as\` is one of ${IMPORT_KINDS.join(', ')}, events`)
  if (kind === 'ad-costs')
    throw new ApiError(400, 'invalid-kind', 'ad-costs are recognised in a preview and not kept yet')
  const mapping = mappingOf(query)
  const at = query.get('at')
  const stateAt = at === null ? now : Date.parse(at)
  if (Number.isNaN(stateAt))
    throw new ApiError(400, 'invalid-at', '`at` is when the rows were true, such as 2026-11-23T10:00:00Z')
  const chunk = query.get('chunk')
  if (chunk !== null && !/^\d{1,9}$/.test(chunk))
    throw new ApiError(400, 'invalid-chunk', '`chunk` is a whole number')
  return {
    kind,
    importId: query.get('import')?.slice(0, 100),
    chunk: chunk === null ? undefined : Number(chunk),
    columns: mapping.columns ?? {},
    delimiter: mapping.delimiter,
    settings: {
      source: mapping.source ?? 'import',
      currency: mapping.currency ?? currency,
      decimal: mapping.decimal,
      timezone: mapping.timezone ?? timezone,
      order: mapping.dates,
      values: mapping.values,
      at: Math.min(stateAt, now),
    },
  }
}

/** The mapping as the address states it: whole, as JSON, and single words of it on top. */
function mappingOf(query: URLSearchParams) {
  const whole = query.get('mapping')
  const words = ['source', 'currency', 'decimal', 'timezone', 'dates', 'delimiter'].filter((name) =>
    query.has(name),
  )
  const read = readMapping({
    ...(whole === null ? {} : parse(whole)),
    ...Object.fromEntries(words.map((name) => [name, query.get(name)])),
  })
  if ('problem' in read) throw new ApiError(400, 'invalid-mapping', read.problem)
  return read.mapping
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch (cause) {
    throw new ApiError(400, 'invalid-mapping', '`mapping` is not JSON', { cause })
  }
}
