// The local runtime as a process of its own, so that it can be killed: says where it is, then runs until it is ended.
import { startRuntime } from '../../tools/local/runtime.ts'

const [statePath, intervals, stopAt, logFile] = process.argv.slice(2)
if (!statePath)
  throw new Error(
    'Usage: node test/kill/edge-process.ts <state folder> [short | production [<step> <log file>]]',
  )

/** As in wrangler.toml; the local ones are so short that a kill rarely meets something that still waits. */
const PRODUCTION = { OUTBOX_WAIT_MS: 1000, OUTBOX_ALARM_MS: 10_000 }

// Whoever started it holds the other end: when that is gone, so is this.
process.stdin.resume().once('end', () => process.exit())

const limits = { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 }
const { edgeUrl, adminKey } = await startRuntime({
  statePath,
  limits,
  settings: { ...(intervals === 'production' && PRODUCTION), ...(stopAt && { STOP_AT: stopAt }) },
  ...(logFile && { logFile }),
})
process.stdout.write(`${JSON.stringify({ edgeUrl, adminKey })}\n`)
