import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { SetupError } from '../setup/step.mjs'

export interface ReplayOptions {
  /** A session log, plain or gzipped. */
  file: string
  /** Shoppers to replay; absent = all of them. */
  shoppers?: number
  /** Shoppers who are in the shop at once. */
  concurrency: number
}

/** Options of `npm run replay`; a wrong one is refused with a sentence. Undefined = help was asked for. */
export function parseReplayOptions(args: readonly string[]): ReplayOptions | undefined {
  let parsed: ReplayOptions | undefined
  const command = new Command('npm run replay --')
    .description(
      'Sends a session log through /v1/batch with its original times, asks /v1/decide after each click, then compares every stored profile with the log.',
    )
    .argument('<file>', 'train.tsv or train.tsv.gz, with the columns SessionId, ItemId and Time')
    .option('--shoppers <n>', 'replay only the first n shoppers', count)
    .option('--concurrency <n>', 'shoppers who are in the shop at once', count, 16)
    .exitOverride()
    .action((file, options) => {
      parsed = { file, ...options }
    })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined
    if (error instanceof CommanderError) throw new SetupError('npm run replay -- --help shows how it is used')
    throw error
  }
  return parsed
}

function count(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number above 0.')
  return value
}
