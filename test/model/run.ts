// `npm run test:model`: generated histories against the reference model, as many as asked for.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { progressBar } from '../../tools/local/progress-bar.ts'
import { startRuntime } from '../../tools/local/runtime.ts'
import { makeShop } from './make-shop.ts'
import { playSeeds, setStage, told } from './stage.ts'

const usage = `npm run test:model -- [--seeds 100] [--from 1]

  --seeds  how many histories
  --from   the first seed; a failing one is shown with the command that repeats it
`

const { seeds, from } = readOptions()
const statePath = mkdtempSync(join(tmpdir(), 'vicino-model-'))
const startedAt = performance.now()
const runtime = await startRuntime({
  statePath,
  limits: { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 },
})
try {
  const stage = await setStage(runtime, await makeShop(runtime, 'model'))
  const numbers = Array.from({ length: seeds }, (_, index) => from + index)
  const failures = await playSeeds(stage, numbers, progressBar('seeds', seeds))
  for (const failure of failures.slice(0, 10)) process.stderr.write(`\n${told(failure)}\n`)
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const failed = { failed: failures.length, failedSeeds: failures.slice(0, 20).map(({ seed }) => seed) }
  process.stdout.write(`${JSON.stringify({ seeds, from, ...failed, seconds })}\n`)
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  await runtime.stop()
  rmSync(statePath, { recursive: true, force: true })
}

function readOptions(): { seeds: number; from: number } {
  const whole = { type: 'string' } as const
  try {
    const options = { help: { type: 'boolean' }, seeds: whole, from: whole } as const
    const { help, seeds = '100', from = '1' } = parseArgs({ options }).values
    if (help) {
      process.stderr.write(usage)
      process.exit(0)
    }
    if (!/^[1-9]\d*$/.test(seeds) || !/^\d+$/.test(from))
      throw new Error('--seeds and --from take whole numbers.')
    return { seeds: Number(seeds), from: Number(from) }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}
