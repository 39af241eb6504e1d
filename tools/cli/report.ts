import type { Problem } from '../../shared/schema/config/problem.ts'
import { colourPaint, plainPaint } from './paint.ts'
import { renderProblem } from './render-problem.ts'
import { EXIT, type Exit, type Terminal } from './terminal.ts'

export const FORMATS = ['text', 'json', 'github'] as const
export type Format = (typeof FORMATS)[number]

/** What was found in one file. */
export interface Checked {
  file: string
  text: string
  problems: readonly Problem[]
}

/** Writes what was found, for people, programs or a pull request, and says how the command ends. */
export function report(checked: readonly Checked[], format: Format, terminal: Terminal): Exit {
  terminal.write(RENDER[format](checked, terminal))
  const hasErrors = checked.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
  return hasErrors ? EXIT.problems : EXIT.ok
}

const RENDER: Record<Format, (checked: readonly Checked[], terminal: Terminal) => string> = {
  text: (checked, terminal) => {
    const paint = terminal.isTerminal && !terminal.env.NO_COLOR ? colourPaint : plainPaint
    return checked
      .map(({ file, text, problems }) => {
        const lines = text.split(/\r\n|\r|\n/)
        const blocks = problems.map((problem) => `${renderProblem(problem, { file, lines, paint })}\n`)
        return `${blocks.join('')}${problems.length === 0 ? paint.good(`${file}: no problems.`) : `${file}: ${tally(problems)}.`}\n`
      })
      .join('')
  },
  json: (checked) =>
    `${JSON.stringify({ files: checked.map(({ file, problems }) => ({ file, problems })) })}\n`,
  github: (checked) =>
    checked
      .flatMap(({ file, problems }) => problems.map((problem) => annotation(file, problem)))
      .map((line) => `${line}\n`)
      .join(''),
}

function tally(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const counted = (count: number, noun: string) =>
    count > 0 ? [`${count} ${noun}${count === 1 ? '' : 's'}`] : []
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ')
}

/** A workflow command of GitHub Actions, which shows it beside the line. */
function annotation(file: string, { severity, code, message, line, column, length, help }: Problem): string {
  const place = `file=${property(file)},line=${line},col=${column},endColumn=${column + length}`
  return `::${severity} ${place},title=${code}::${data(help ? `${message} ${help}` : message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
