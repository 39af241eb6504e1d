// `npm run eval:households -- --seed TEXT --homes COUNT`: links between the devices of simulated households, with truth.
import { SetupError } from '../setup/step.mjs'
import { TOWNS } from './households/towns.ts'
import { type TownResult, tryTown } from './households/try-town.ts'
import { type HouseholdsOptions, parseHouseholdsOptions } from './households-options.ts'

const HEADS = ['devices', 'compared', 'true', 'links', 'right', 'precision', 'recall', 'suggested', 'right']

try {
  const options = parseHouseholdsOptions(process.argv.slice(2))
  if (options) evaluate(options)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

function evaluate({ seed, homes }: HouseholdsOptions): void {
  const startedAt = performance.now()
  console.log(line('town', HEADS))
  const results = Object.entries(TOWNS).map(([name, kind]) => {
    const result = tryTown({ seed, homes, kind })
    console.log(line(name, cellsOf(result)))
    return [name, result] as const
  })
  console.log(`\n${line('usual, by tie', ['links', 'suggested'])}`)
  for (const [tie, { links, suggestions }] of Object.entries(results[0]![1].byTie))
    console.log(line(tie, [String(links), String(suggestions)]))
  const links = results.reduce((sum, [, result]) => sum + result.links, 0)
  const right = results.reduce((sum, [, result]) => sum + result.rightLinks, 0)
  console.log(
    JSON.stringify({
      seed,
      homes,
      links,
      precision: rounded(right / Math.max(1, links)),
      towns: Object.fromEntries(
        results.map(([name, { byTie: _, ...result }]) => [
          name,
          { ...result, precision: rounded(result.precision), recall: rounded(result.recall) },
        ]),
      ),
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    }),
  )
}

function cellsOf(result: TownResult): string[] {
  const { devices, compared, ofOnePerson, links, rightLinks, precision, recall } = result
  return [
    ...[devices, compared, ofOnePerson, links, rightLinks].map(String),
    links === 0 ? '–' : precision.toFixed(4),
    ofOnePerson === 0 ? '–' : recall.toFixed(3),
    ...[result.suggestions, result.rightSuggestions].map(String),
  ]
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(32) + cells.map((cell) => cell.padStart(10)).join('')
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
