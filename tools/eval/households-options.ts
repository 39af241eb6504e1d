import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { SetupError } from '../setup/step.mjs'

export interface HouseholdsOptions {
  seed: string
  /** Homes of each town. */
  homes: number
}

/** Options of `npm run eval:households`; a wrong one is refused with a sentence. Undefined = help was asked for. */
export function parseHouseholdsOptions(args: readonly string[]): HouseholdsOptions | undefined {
  let parsed: HouseholdsOptions | undefined
  const command = new Command('npm run --silent eval:households --')
    .description(
      'Links the devices of simulated towns, whose truth is known, and prints how many links are right.',
    )
    .option('--seed <text>', 'the same seed gives the same towns', 'households')
    .option('--homes <count>', 'homes of each town, 50 to 5000', homesOf, 1000)
    .exitOverride()
    .action((options: HouseholdsOptions) => {
      parsed = options
    })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined
    if (error instanceof CommanderError)
      throw new SetupError('npm run eval:households -- --help shows how it is used')
    throw error
  }
  return parsed
}

function homesOf(text: string): number {
  const homes = Number(text)
  if (Number.isInteger(homes) && homes >= 50 && homes <= 5000) return homes
  throw new InvalidArgumentError('It is a whole number from 50 to 5000.')
}
