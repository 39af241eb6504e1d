// The local runtime as a process of its own, so that it can be killed: says where it is, then runs until it is ended.
import { startRuntime } from '../../tools/local/runtime.ts'

const [statePath, stopAt, logFile] = process.argv.slice(2)
if (!statePath) throw new Error('Usage: node test/kill/edge-process.ts <state folder> [<step> <log file>]')

// Whoever started it holds the other end: when that is gone, so is this.
process.stdin.resume().once('end', () => process.exit())

const limits = { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 }
const { edgeUrl, adminKey } = await startRuntime({
  statePath,
  limits,
  ...(stopAt && { settings: { STOP_AT: stopAt } }),
  ...(logFile && { logFile }),
})
process.stdout.write(`${JSON.stringify({ edgeUrl, adminKey })}\n`)
