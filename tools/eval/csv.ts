/** A text that is not CSV; the message names the line. */
export class CsvError extends Error {}

/**
 * Rows of a CSV text (RFC 4180) as columns by the names of the first line. Quoted cells may hold commas, quotes
 * (doubled) and line breaks; a byte order mark is skipped. Throws a CsvError for a row of another width.
 */
export function parseCsv(text: string): { columns: string[]; rows: Record<string, string>[] } {
  const [columns, ...lines] = cellsOf(text.replace(/^\uFEFF/, ''))
  if (!columns) throw new CsvError('The file is empty; its first line names the columns.')
  const rows = lines.map((cells, index) => {
    if (cells.length !== columns.length)
      throw new CsvError(`Row ${index + 2} has ${cells.length} cells, the header ${columns.length}.`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i]!]))
  })
  return { columns, rows }
}

/** One line of CSV, quoted where it has to be. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  // A cell and what ends it: quoted, or up to the next comma or line break.
  const pattern = /(?:"((?:[^"]|"")*)"|((?:[^",\r\n][^,\r\n]*)?))(,|\r?\n|\r|$)/gy
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) throw new CsvError(`Row ${rows.length + 1} has a quote that does not close.`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === ',' && pattern.lastIndex < text.length) continue
    if (match[3] === ',') row.push('')
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}
