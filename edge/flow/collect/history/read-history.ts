import { CsvError, CsvReader } from '../../../../shared/exchange/csv/csv-reader.ts'
import { delimiterOf } from '../../../../shared/exchange/csv/delimiter.ts'
import type { ImportKind } from '../../../../shared/exchange/import/kinds.ts'
import { readRows } from '../../../../shared/exchange/import/read-file.ts'
import { columnsOf, missingFields, unknownField } from '../../../../shared/exchange/import/recognise.ts'
import type { RefusedRow } from '../../../../shared/exchange/import/refused.ts'
import { type ImportRow, rowOf } from '../../../../shared/exchange/import/row.ts'
import type { EventKind } from '../../../../shared/exchange/import/rows-to-events.ts'
import { scanJson } from '../../../../shared/lib/json-scan.ts'
import { LIMITS } from '../../../../shared/schema/intake/limits.ts'
import { isPlainObject } from '../../../../shared/schema/intake/plain-object.ts'
import { type ReadEvent, readItem } from '../../../../shared/schema/intake/read-item.ts'
import { ApiError } from '../../../lib/problem.ts'
import type { ImportRequest } from './import-request.ts'
import { forEachLine, parseLine, refuseTooMany } from './read-lines.ts'

/** An event of the past, and the line it came from. */
export interface HistoryEvent {
  line: number
  event: ReadEvent
  /** By what the person is known beside user id and anonymous id. */
  email?: string
  phone?: string
}

export interface History {
  events: HistoryEvent[]
  refused: RefusedRow[]
  rows: number
  skipped: number
}

/** The rows of a body as fields, with the file's own names of the columns. */
export interface Table {
  rows: ImportRow[]
  refused: RefusedRow[]
  nameOf: (field: string) => string
}

/** Reads a body of rows of people; see {@link tableOf} for what it may be. */
export function readHistory(text: string, request: ImportRequest, receivedAt: number): History {
  if (request.kind === 'events') return readCalls(text, receivedAt)
  const kind = request.kind as EventKind
  const table = tableOf(text, kind, request)
  const settings = { ...request.settings, kind }
  const { events, refused, skipped } = readRows(kind, table.rows, settings)
  const history: History = {
    events: [],
    refused: table.refused,
    rows: table.rows.length + table.refused.length,
    skipped,
  }
  for (const { line, field, reason } of refused)
    history.refused.push({ line, column: field && table.nameOf(field), reason })
  for (const { line, call } of events) add(history, line, call, JSON.stringify(call), receivedAt)
  return history
}

/** CSV with a header, or NDJSON: an object a line under the same names. 400 where it cannot be of this kind. */
export function tableOf(text: string, kind: ImportKind, request: ImportRequest): Table {
  const strange = unknownField(kind, request.columns)
  if (strange !== undefined)
    throw new ApiError(400, 'invalid-mapping', `${kind} have no field \`${strange}\``)
  return text.trimStart().startsWith('{') ? jsonTable(text, kind, request) : csvTable(text, kind, request)
}

function csvTable(text: string, kind: ImportKind, { columns: words, delimiter }: ImportRequest): Table {
  const reader = new CsvReader(delimiter ?? delimiterOf(text))
  let lines: ReturnType<CsvReader['push']>
  try {
    lines = [...reader.push(text), ...reader.end()]
  } catch (error) {
    if (error instanceof CsvError) throw new ApiError(400, 'invalid-csv', error.message, { cause: error })
    throw error
  }
  const [header, ...body] = lines
  if (!header) throw new ApiError(400, 'invalid-body', 'The body is empty; its first line names the columns')
  refuseTooMany(body.length)
  const columns = columnsOf(kind, header.cells, words)
  refuseMissing(kind, columns)
  return {
    rows: body.map(({ cells, line }) => rowOf(columns, cells, line)),
    refused: [],
    nameOf: (field) => header.cells[columns.indexOf(field)] ?? field,
  }
}

function jsonTable(text: string, kind: ImportKind, { columns: words }: ImportRequest): Table {
  const table: Table = { rows: [], refused: [], nameOf: (field) => names.get(field) ?? field }
  const names = new Map<string, string>()
  const known = new Map<string, ReturnType<typeof columnsOf>>()
  forEachLine(text, (json, line) => {
    const value = parseLine(json)
    if (!isPlainObject(value)) {
      table.refused.push({ line, column: '', reason: 'The line is not a JSON object' })
      return
    }
    const header = Object.keys(value)
    const key = header.join('\n')
    const columns = known.get(key) ?? columnsOf(kind, header, words)
    if (known.size < MOST_SHAPES) known.set(key, columns)
    columns.forEach((field, at) => {
      if (field && !names.has(field)) names.set(field, header[at]!)
    })
    table.rows.push(rowOf(columns, Object.values(value).map(cellText), line))
  })
  return table
}

/** Shapes of objects whose columns are remembered. */
const MOST_SHAPES = 100

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Segment calls, one a line, as the `vicino` command makes them of a file's rows. */
function readCalls(text: string, receivedAt: number): History {
  const history: History = { events: [], refused: [], rows: 0, skipped: 0 }
  forEachLine(text, (json, line) => {
    history.rows += 1
    const value = parseLine(json)
    if (value === undefined) history.refused.push({ line, column: '', reason: 'The line is not JSON' })
    else add(history, line, value, json, receivedAt)
  })
  return history
}

function add(history: History, line: number, value: unknown, raw: string, receivedAt: number): void {
  const { problem } = scanJson(raw, { maxDepth: LIMITS.depth, maxKeys: LIMITS.keys })
  const context = { index: line, receivedAt, isSecret: true, problem, mintMessageId: unnamed }
  const read = readItem(value, raw, context)
  if ('refusal' in read) {
    history.refused.push({ line, column: read.refusal.pointer, reason: read.refusal.reason })
    return
  }
  if (read.event.messageId === '') {
    history.refused.push({
      line,
      column: '/messageId',
      reason: 'History needs a `messageId`: without it, sending it again would double it',
    })
    return
  }
  const traits = contextTraits(value)
  history.events.push({ line, event: read.event, ...traits })
}

function unnamed(): string {
  return ''
}

/** `context.traits`, where Segment's clients put by what else a person is known. */
function contextTraits(value: unknown): { email?: string; phone?: string } {
  const context = isPlainObject(value) && isPlainObject(value.context) ? value.context : {}
  const { email, phone } = isPlainObject(context.traits) ? context.traits : {}
  return {
    ...(isShortText(email) && { email }),
    ...(isShortText(phone) && { phone }),
  }
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= LIMITS.idLength
}

function refuseMissing(kind: ImportKind, columns: ReturnType<typeof columnsOf>): void {
  const [missing] = missingFields(kind, columns)
  if (missing)
    throw new ApiError(
      400,
      'missing-column',
      `${kind} need a column for \`${missing}\`; name it in the mapping's \`columns\``,
    )
}
