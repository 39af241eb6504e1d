import { Command, CommanderError } from 'commander'
import { SetupError } from '../setup/step.mjs'

export interface IdentityOptions {
  /** CSV with a header, one record a row. */
  records: string
  /** The column whose value names a record in the output; it is no evidence. */
  id: string
  /** Where the clusters go: CSV with `id,predicted`. */
  out: string
}

/** Options of `npm run eval:identity`; a wrong one is refused with a sentence. Undefined = help was asked for. */
export function parseIdentityOptions(args: readonly string[]): IdentityOptions | undefined {
  let parsed: IdentityOptions | undefined
  const command = new Command('npm run --silent eval:identity --')
    .description(
      'Finds the records of a file that are one person, without being told any, and writes a cluster for each.',
    )
    .requiredOption('--records <file>', 'CSV with a header, one record a row')
    .requiredOption('--id <column>', 'the column that names a record; it is no evidence')
    .requiredOption('--out <file>', 'where the clusters go: CSV with the columns id and predicted')
    .exitOverride()
    .action((options: IdentityOptions) => {
      parsed = options
    })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined
    if (error instanceof CommanderError)
      throw new SetupError('npm run eval:identity -- --help shows how it is used')
    throw error
  }
  return parsed
}
