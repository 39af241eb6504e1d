/** One row: the line of the file its first character stands in, from 1, and its cells. */
export interface CsvRow {
  line: number
  cells: string[]
}

/** A text that is not CSV; the message says where and why. */
export class CsvError extends Error {
  override readonly name = 'CsvError'
  readonly line: number

  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

/** Characters of one row: a quote that is never closed must not swallow a file. */
const LONGEST_ROW = 1_000_000
const MOST_CELLS = 2000

/**
 * Reads CSV (RFC 4180) in pieces, however they are cut: a quoted cell may hold delimiters, doubled quotes and line
 * breaks; lines end in LF, CRLF or CR; empty lines are no rows. Throws a {@link CsvError}.
 */
export class CsvReader {
  readonly #delimiter: string
  /** What came and is no whole row yet. */
  #rest = ''
  #line = 1
  #isStarted = false

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  /** The rows that this piece completes. */
  push(text: string): CsvRow[] {
    this.#take(text)
    return this.#rows(false)
  }

  /** The last row, where the text does not end in a line break. */
  end(): CsvRow[] {
    return this.#rows(true)
  }

  #take(text: string): void {
    this.#rest = this.#rest === '' ? text : this.#rest + text
    if (this.#isStarted || this.#rest === '') return
    this.#isStarted = true
    this.#rest = this.#rest.replace(/^\uFEFF/, '')
  }

  #rows(isLast: boolean): CsvRow[] {
    const rows: CsvRow[] = []
    let at = 0
    for (;;) {
      const row = readRow(this.#rest, at, { delimiter: this.#delimiter, line: this.#line, isLast })
      if (!row) break
      if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line: this.#line, cells: row.cells })
      at = row.end
      this.#line += row.lines
    }
    this.#rest = this.#rest.slice(at)
    if (this.#rest.length > LONGEST_ROW) throw endless(this.#line)
    return rows
  }
}

interface ReadRow {
  cells: string[]
  end: number
  /** Line breaks in it, its own end included. */
  lines: number
}

interface RowContext {
  delimiter: string
  line: number
  isLast: boolean
}

/** The row that begins at `start`; undefined where the text ends before it does. */
function readRow(text: string, start: number, { delimiter, line, isLast }: RowContext): ReadRow | undefined {
  if (start >= text.length) return undefined
  const cells: string[] = []
  let lines = 0
  let at = start
  for (;;) {
    if (cells.length >= MOST_CELLS)
      throw new CsvError(line, `Line ${line} has more than ${MOST_CELLS} cells; is the delimiter right?`)
    if (text.charCodeAt(at) === QUOTE) {
      const cell = readQuoted(text, at)
      if (!cell) {
        if (isLast || text.length - start > LONGEST_ROW) throw endless(line)
        return undefined
      }
      lines += cell.lines
      cells.push(cell.value)
      at = cell.end
    } else {
      const end = endOfPlain(text, at, delimiter)
      cells.push(text.slice(at, end))
      at = end
    }
    if (at >= text.length) return isLast ? { cells, end: at, lines: lines + 1 } : undefined
    const code = text.charCodeAt(at)
    if (code === delimiter.charCodeAt(0)) {
      at += 1
      continue
    }
    if (code === CR) {
      // A CR at the very end may be half of a CRLF.
      if (at + 1 >= text.length && !isLast) return undefined
      return { cells, end: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1, lines: lines + 1 }
    }
    return { cells, end: at + 1, lines: lines + 1 }
  }
}

/** A quoted cell; what stands between its closing quote and the delimiter belongs to it, as spreadsheets have it. */
function readQuoted(text: string, start: number): { value: string; end: number; lines: number } | undefined {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    // The quote at the very end may be half of a doubled one; without more text nobody can say.
    if (quote < 0) return undefined
    value += text.slice(at, quote)
    if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1, lines: lineBreaks(value) }
    value += '"'
    at = quote + 2
  }
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  const stop = delimiter.charCodeAt(0)
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === stop || code === LF || code === CR) return at
  }
  return text.length
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function endless(line: number): CsvError {
  return new CsvError(
    line,
    `A quote opened in line ${line} does not close within ${LONGEST_ROW / 1e6} million characters`,
  )
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
