import { CsvError, CsvReader } from '../../shared/exchange/csv/csv-reader.ts'
import { delimiterOf } from '../../shared/exchange/csv/delimiter.ts'
import { CommandError } from '../cli/terminal.ts'
import { type Encoding, readFileText } from './read-text.ts'

/** A row of a file as its cells, under the header the file has for it. */
export interface RawRow {
  line: number
  header: readonly string[]
  cells: readonly string[]
}

export interface ReadOptions {
  encoding?: Encoding | undefined
  delimiter?: string | undefined
  /** Told of lines that cannot be read at all. */
  onRefused?: (line: number, reason: string) => void
}

/** The rows of a CSV file, or of an NDJSON one: an object a line. Memory stays that of one piece. */
export async function* readRows(file: string, options: ReadOptions = {}): AsyncGenerator<RawRow> {
  const pieces = readFileText(file, options.encoding)
  const first = await pieces.next()
  if (first.done) throw new CommandError(`${file} is empty; its first line names the columns.`)
  const text = join(first.value, pieces)
  yield* /^\uFEFF?\s*\{/.test(first.value)
    ? readJson(text, options)
    : readCsv(file, first.value, text, options)
}

async function* join(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

async function* readCsv(
  file: string,
  head: string,
  text: AsyncIterable<string>,
  { delimiter }: ReadOptions,
): AsyncGenerator<RawRow> {
  const reader = new CsvReader(delimiter ?? delimiterOf(head))
  let header: readonly string[] | undefined
  try {
    for await (const piece of text) {
      for (const { line, cells } of reader.push(piece))
        if (header) yield { line, header, cells }
        else header = cells
    }
    for (const { line, cells } of reader.end())
      if (header) yield { line, header, cells }
      else header = cells
  } catch (error) {
    throw error instanceof CsvError ? new CommandError(`${file}: ${error.message}.`) : error
  }
}

async function* readJson(text: AsyncIterable<string>, { onRefused }: ReadOptions): AsyncGenerator<RawRow> {
  let rest = ''
  let line = 0
  for await (const piece of withEnd(text)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const each of lines) {
      line += 1
      if (each.trim() === '') continue
      const row = jsonRow(each, line)
      if (row) yield row
      else onRefused?.(line, 'The line is not a JSON object')
    }
  }
}

async function* withEnd(text: AsyncIterable<string>): AsyncGenerator<string> {
  yield* text
  yield '\n'
}

function jsonRow(text: string, line: number): RawRow | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined // the caller reports the line
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const cells = Object.values(value).map((cell) =>
    cell === null ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell),
  )
  return { line, header: Object.keys(value), cells }
}
