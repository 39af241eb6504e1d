// `npm test`: everything. `npm run check` (`--quick`): what takes less than a minute.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { run } from '../setup/run.mjs'
import { type Check, checks } from './checks.ts'
import { addTallies, failedTally, type Tally, tallyOf } from './tally.ts'

const isQuick = process.argv.includes('--quick')
const wanted = checks.filter((check) => check.isQuick || !isQuick)
const startedAt = performance.now()

let total: Tally = { passed: 0, failed: 0 }
const broken: string[] = []
for (const check of wanted) {
  const tally = 'project' in check ? runProject(check.name, check.project) : await runTool(check)
  total = addTallies(total, tally)
  if (tally.failed > 0) broken.push(check.name)
}

const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
console.log(
  broken.length > 0
    ? `\n✗ ${broken.join(', ')} (${seconds} s)`
    : `\n✓ all ${wanted.length} checks (${seconds} s)`,
)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

/** A tool counts as one test; it is heard only when it complains. */
async function runTool({ name, command }: Extract<Check, { command: string[] }>): Promise<Tally> {
  const [script, ...args] = command
  const began = performance.now()
  const { code, output } = await run(process.execPath, [`node_modules/${script}`, ...args])
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (code === 0) return { passed: 1, failed: 0 }
  console.log(output.trimEnd())
  return failedTally
}

/** vitest reports to the terminal as it goes, and in JSON for the counts. */
function runProject(name: string, project: string): Tally {
  console.log(`\n· ${name}`)
  const report = `.cache/tests/${project}.json`
  rmSync(report, { force: true })
  const options = [
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...options]
  const { status } = spawnSync(process.execPath, vitest, { stdio: ['ignore', 'inherit', 'inherit'] })
  return tallyOf(readReport(report), status)
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // No report: vitest fell over before it could write one, which its exit status tells.
    return undefined
  }
}
