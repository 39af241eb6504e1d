// `npm run test:identity`: merges and splits in any order against the same without them, as many as asked for.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { progressBar } from '../../tools/local/progress-bar.ts'
import { startRuntime } from '../../tools/local/runtime.ts'
import { makeShop } from '../model/make-shop.ts'
import { setStage } from '../model/stage.ts'
import { playAll, told } from './play-all.ts'

const usage = `npm run test:identity -- [--histories 300] [--from 1]

  --histories  how many
  --from       the first seed; a failing one is shown with the command that repeats it
`

const { histories, from } = readOptions()
const statePath = mkdtempSync(join(tmpdir(), 'vicino-identity-'))
const startedAt = performance.now()
const runtime = await startRuntime({
  statePath,
  limits: { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 },
})
try {
  const stage = await setStage(runtime, await makeShop(runtime, 'identity'))
  const numbers = Array.from({ length: histories }, (_, index) => from + index)
  const failures = await playAll(stage, numbers, progressBar('histories', histories))
  for (const failure of failures.slice(0, 10)) process.stderr.write(`\n${told(failure)}\n`)
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const failed = { failed: failures.length, failedSeeds: failures.slice(0, 20).map(({ seed }) => seed) }
  process.stdout.write(`${JSON.stringify({ histories, from, ...failed, seconds })}\n`)
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  await runtime.stop()
  rmSync(statePath, { recursive: true, force: true })
}

function readOptions(): { histories: number; from: number } {
  const whole = { type: 'string' } as const
  try {
    const options = { help: { type: 'boolean' }, histories: whole, from: whole } as const
    const { help, histories = '300', from = '1' } = parseArgs({ options }).values
    if (help) {
      process.stderr.write(usage)
      process.exit(0)
    }
    if (!/^[1-9]\d*$/.test(histories) || !/^\d+$/.test(from))
      throw new Error('--histories and --from take whole numbers.')
    return { histories: Number(histories), from: Number(from) }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}
