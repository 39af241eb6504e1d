/**
 * Where a spreadsheet would see a formula: `=`, `+`, `-`, `@`, tab and carriage return, also in their full-width
 * forms, behind blanks and behind the apostrophes of an earlier protection (OWASP, CSV injection).
 */
const FORMULA = /^\s*'*[\s]*[=+\-@\t\r\n＝＋－＠]/

/** A plain number is none, whatever its sign: `-12.5` stays one. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/** A cell that no spreadsheet computes: an apostrophe in front makes it text. {@link restored} takes it away again. */
export function neutralised(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell
}

/** The cell as it was before {@link neutralised}; one apostrophe goes, and only one that could have come from there. */
export function restored(cell: string): string {
  if (!cell.startsWith("'")) return cell
  const inner = cell.slice(1)
  return neutralised(inner) === cell ? inner : cell
}

/** One line of CSV, quoted where it has to be, with CRLF (RFC 4180). */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => quoted(neutralised(cell), delimiter)).join(delimiter)}\r\n`
}

function quoted(cell: string, delimiter: string): string {
  // Blanks at the ends are kept by quotes alone in many readers.
  const isPlain = !/["\r\n]|^\s|\s$/.test(cell) && !cell.includes(delimiter)
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`
}
