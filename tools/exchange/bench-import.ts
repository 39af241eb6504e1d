// `npm run bench:import [-- contacts orders seed]`: a generated shop's history into an empty runtime, timed.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { edgeClient } from '../local/edge-client.ts'
import { progressBar } from '../local/progress-bar.ts'
import { startRuntime } from '../local/runtime.ts'
import { generateFiles } from './generate-files.ts'
import { importFiles } from './import-files.ts'
import { planFile } from './plan-file.ts'

const [contacts = 2000, orders = 10_000, seed = 1] = process.argv.slice(2).map(Number)

/** Those of a deployment: locally they are so short that they cost more than the rows. */
const settings = { REFRESH_MS: 15_000, OUTBOX_ALARM_MS: 10_000, LOG_FLUSH_MS: 60_000 }
const folder = mkdtempSync(join(tmpdir(), 'vicino-import-bench-'))
try {
  const files = await generateFiles(folder, { contacts, orders, seed })
  const runtime = await startRuntime({
    statePath: join(folder, 'state'),
    logFile: join(folder, 'worker.log'),
    settings,
    limits: { LIMIT_SECRET: 10_000_000 },
  })
  try {
    const keys = await edgeClient(runtime.edgeUrl, runtime.adminKey).makeShop('bench', {
      name: 'Bench',
      origins: [],
    })
    const shop = { currency: 'EUR', timezone: 'Europe/Rome' }
    const plans = [await planFile(files.contacts, {}, shop), await planFile(files.orders, {}, shop)]
    const startedAt = performance.now()
    const cpuBefore = cpuSeconds()
    let show: ((done: number) => void) | undefined
    const tally = await importFiles(plans, {
      mapping: {},
      maxRefused: 0,
      isResumed: false,
      remote: { url: runtime.edgeUrl, key: keys!.secretKey },
      call: fetch,
      onProgress: (done, total) => {
        show ??= progressBar('events', total)
        show(done)
      },
    })
    const seconds = (performance.now() - startedAt) / 1000
    const cpu = cpuSeconds()
    const perRow = (part: 'command' | 'runtime') => round((1000 * (cpu[part] - cpuBefore[part])) / tally.rows)
    const rowsPerSecond = Math.round(tally.rows / seconds)
    console.log(
      JSON.stringify({
        contacts,
        orders,
        ...tally,
        seconds: round(seconds),
        rowsPerSecond,
        cpuMsPerRow: { command: perRow('command'), runtime: perRow('runtime') },
      }),
    )
  } finally {
    await runtime.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** User and system time of this process, the command, and of the runtime it has started. */
function cpuSeconds(): { command: number; runtime: number } {
  const own = process.cpuUsage()
  return { command: (own.user + own.system) / 1e6, runtime: childrenCpuSeconds(process.pid) }
}

function childrenCpuSeconds(parent: number): number {
  const ticksASecond = 100
  let sum = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      if (Number(fields[1]) === parent) sum += (Number(fields[11]) + Number(fields[12])) / ticksASecond
    } catch {
      // It ended meanwhile, or this system has no /proc: then only this process is counted.
    }
  }
  return sum
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
