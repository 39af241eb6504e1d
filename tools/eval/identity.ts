// `npm run eval:identity -- --records FILE.csv --id COLUMN --out clusters.csv`: the matcher on records without keys.
import { readFileSync, writeFileSync } from 'node:fs'
import { seededRandom } from '../../demo/lib/random.ts'
import { clusterPairs } from '../../shared/identity/match/cluster.ts'
import { matchRecords } from '../../shared/identity/match/match-records.ts'
import { trainMatcher } from '../../shared/identity/match/matcher.ts'
import type { MatchRecord } from '../../shared/identity/match/record.ts'
import { progressBar } from '../local/progress-bar.ts'
import { SetupError, step } from '../setup/step.mjs'
import { CsvError, csvLine, parseCsv } from './csv.ts'
import { type IdentityOptions, parseIdentityOptions } from './identity-options.ts'

/** Columns that hold the answer are never read. */
const TRUTH = 'cluster'

try {
  const options = parseIdentityOptions(process.argv.slice(2))
  if (options) await evaluate(options)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function evaluate(options: IdentityOptions): Promise<void> {
  const startedAt = performance.now()
  const records = await step('records', () => readRecords(options))
  const random = seededRandom('identity').next
  const matcher = trainMatcher(records, { random, onProgress: progressBar('learned from', records.length) })
  const matching = matchRecords(records, matcher, { onProgress: progressBar('matched', records.length) })
  const clusters = await step('clusters', () => clusterPairs(matching))
  const lines = clusters.flatMap((members, index) => members.map(({ id }) => csvLine([id, `c${index + 1}`])))
  writeFileSync(options.out, csvLine(['id', 'predicted']) + lines.join(''))
  const links = matching.pairs.filter((pair) => pair.verdict === 'link').length
  console.log(
    JSON.stringify({
      records: records.length,
      fields: matcher.fields.map(({ name, kind }) => `${name}: ${kind}`),
      pairsCompared: matching.compared,
      links,
      suggestions: matching.pairs.length - links,
      clusters: clusters.length,
      seconds: Math.round(performance.now() - startedAt) / 1000,
      maxRssMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  )
}

function readRecords({ records, id }: IdentityOptions): MatchRecord[] {
  const { columns, rows } = parse(records)
  if (!columns.includes(id))
    throw new SetupError(`${records} has no column \`${id}\`; it has: ${columns.join(', ')}`)
  return rows.map((row) => {
    const { [id]: key, [TRUTH]: _truth, ...values } = row
    return { id: key!, values }
  })
}

function parse(file: string): ReturnType<typeof parseCsv> {
  try {
    return parseCsv(readFileSync(file, 'utf8'))
  } catch (error) {
    const isExpected = error instanceof CsvError || (error as NodeJS.ErrnoException).code !== undefined
    if (isExpected) throw new SetupError(`${file}: ${(error as Error).message}`)
    throw error
  }
}
