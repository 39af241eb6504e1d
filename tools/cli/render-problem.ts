import type { Problem } from '../../shared/schema/config/problem.ts'
import { type Paint, plainPaint } from './paint.ts'

/** Characters of a line that are shown; a longer one is cut around the fault. */
const WIDTH = 120

/**
 * One problem as a person reads it: what, where, the line itself with the fault underlined, and a remedy.
 * `lines` is the file's text by line.
 */
export function renderProblem(
  problem: Problem,
  { file, lines, paint = plainPaint }: { file: string; lines: readonly string[]; paint?: Paint },
): string {
  const { severity, code, message, line, column, length, path, help } = problem
  const number = String(line)
  const margin = ' '.repeat(number.length + 2)
  const strong = severity === 'error' ? paint.error : paint.warning
  const { text, start, span } = excerpt(lines[line - 1] ?? '', column - 1, length)
  const bar = paint.dim('|')
  return [
    `${strong(`${severity} ${code}`)}  ${paint.bold(visible(message))}`,
    `${margin.slice(1)}${paint.dim('-->')} ${visible(file)}:${line}:${column}${path ? `   ${visible(path)}` : ''}`,
    `${margin}${bar}`,
    `${paint.dim(` ${number} |`)}${text}`.trimEnd(),
    `${margin}${bar}${' '.repeat(start)}${strong('^'.repeat(span))}`,
    ...(help ? [`${margin}${paint.dim('=')} ${visible(help)}`] : []),
    '',
  ].join('\n')
}

/** The part of a line around the fault, with tabs and control characters made one column wide. */
function excerpt(
  line: string,
  column: number,
  length: number,
): { text: string; start: number; span: number } {
  const clean = visible(line)
  const span = Math.max(1, Math.min(length, Math.max(1, clean.length - column)))
  if (clean.length <= WIDTH) return { text: clean, start: column, span }
  const from = Math.max(0, Math.min(column - Math.floor(WIDTH / 3), clean.length - WIDTH))
  const before = from > 0 ? '…' : ''
  const after = from + WIDTH < clean.length ? '…' : ''
  return {
    text: `${before}${clean.slice(from, from + WIDTH)}${after}`,
    start: before.length + column - from,
    span: Math.min(span, from + WIDTH - column),
  }
}

/** A file may hold anything, also sequences that would steer a terminal. */
function visible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�')
}
