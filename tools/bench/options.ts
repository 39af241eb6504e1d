import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { SetupError } from '../setup/step.mjs'

export const SUBJECTS = ['decide', 'collect'] as const

export interface BenchOptions {
  subject: (typeof SUBJECTS)[number]
  /** Length of one slice of load on one variant. */
  seconds: number
  /** How often every variant has its turn. */
  rounds: number
  /** Profiles; the load goes to two thirds of them in turn, the others are seen once, cold. */
  people: number
  connections: number
  /** A file for a CPU profile of the product under load, taken instead of the measurement. */
  profile?: string
}

/** Options of `npm run bench`; a wrong one is refused with a sentence. Undefined = help was asked for. */
export function parseBenchOptions(args: readonly string[]): BenchOptions | undefined {
  let parsed: BenchOptions | undefined
  const command = new Command('npm run bench --')
    .description(
      'Measures the built Worker on bare workerd, beside an empty Worker, an empty hop and the floor.',
    )
    .argument('<subject>', SUBJECTS.join(' or '), subject)
    .option('--seconds <n>', 'length of one slice of load', positive, 1.5)
    .option('--rounds <n>', 'slices per variant; medians are reported', positiveInteger, 8)
    .option(
      '--people <n>',
      'profiles: two thirds are regulars, the others are seen once, cold',
      positiveInteger,
      300,
    )
    .option('--connections <n>', 'requests at once at saturation', positiveInteger, 16)
    .option('--profile <file>', 'write a CPU profile of the product under load instead')
    .exitOverride()
    .action((subject, options) => {
      parsed = { subject, ...options }
    })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined
    if (error instanceof CommanderError) throw new SetupError('npm run bench -- --help shows how it is used')
    throw error
  }
  return parsed
}

function subject(text: string): BenchOptions['subject'] {
  const known = SUBJECTS.find((name) => name === text)
  if (!known) throw new InvalidArgumentError(`It is one of ${SUBJECTS.join(', ')}.`)
  return known
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('It is a number above 0.')
  return value
}

function positiveInteger(text: string): number {
  const value = positive(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It is a whole number above 0.')
  return value
}
