// `npm run test:kill`: SIGKILL under writers, as often as asked for, then everything is counted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { progressBar } from '../../tools/local/progress-bar.ts'
import { killRounds } from './kill-rounds.ts'
import type { Intervals } from './local-edge.ts'

const usage = `npm run test:kill -- [--rounds 10] [--seed 1] [--intervals short|production]

  --rounds     how often the runtime is killed and started again
  --seed       decides what is written and how long each runtime lives
  --intervals  how long profiles gather before they send: as on your machine, or as deployed
`

const { rounds, seed, intervals } = readOptions()
const statePath = mkdtempSync(join(tmpdir(), 'vicino-kill-'))
const startedAt = performance.now()
try {
  const report = await killRounds({
    rounds,
    seed,
    statePath,
    intervals: () => intervals,
    onRound: progressBar('kills', rounds),
  })
  const { lost, doubled, unfolded, audiences, statistics, log, ...figures } = report
  const faults = { lost, doubled, unfolded, audiences, statistics, log }
  for (const [what, found] of Object.entries(faults))
    for (const fault of found.slice(0, 10)) process.stderr.write(`${what}: ${fault}\n`)
  const counts = Object.fromEntries(Object.entries(faults).map(([what, found]) => [what, found.length]))
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  process.stdout.write(`${JSON.stringify({ intervals, ...figures, ...counts, seconds })}\n`)
  process.exitCode = Object.values(faults).some((found) => found.length > 0) ? 1 : 0
} finally {
  rmSync(statePath, { recursive: true, force: true })
}

function readOptions(): { rounds: number; seed: number; intervals: Intervals } {
  try {
    const options = {
      help: { type: 'boolean' },
      rounds: { type: 'string' },
      seed: { type: 'string' },
      intervals: { type: 'string' },
    } as const
    const { values } = parseArgs({ options })
    const { help, rounds: times = '10', seed: from = '1', intervals = 'short' } = values
    if (help) {
      process.stderr.write(usage)
      process.exit(0)
    }
    if (!/^[1-9]\d*$/.test(times) || !/^\d+$/.test(from))
      throw new Error('--rounds and --seed take whole numbers.')
    if (intervals !== 'short' && intervals !== 'production')
      throw new Error('--intervals takes short or production.')
    return { rounds: Number(times), seed: Number(from), intervals }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}
