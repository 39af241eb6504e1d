import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import { SetupError } from '../setup/step.mjs'

export interface Workerd {
  port: number
  /** Where the inspector listens, if it was asked for. */
  inspectorPort: number | undefined
  /** From the spawn to the open port, ms. */
  startMs: number
  /** User and system time of the whole process so far, ms in steps of 10; NaN where there is no /proc. */
  cpuMs(): number
  stop(): Promise<void>
}

export interface WorkerdOptions {
  /** A capnp text whose socket is named `http`. */
  config: string
  /** Opens the inspector on any free port. */
  canInspect?: boolean
  /** A file for what the Workers log; absent = dropped. */
  logFile?: string
}

/** Runs bare workerd: no development proxy around it. Its own errors are shown when it fails to start. */
export async function startWorkerd({
  config,
  canInspect = false,
  logFile,
}: WorkerdOptions): Promise<Workerd> {
  const startedAt = performance.now()
  const inspector = canInspect ? ['--inspector-addr=127.0.0.1:0'] : []
  const child = spawn(workerdBinary(), ['serve', '--experimental', '--control-fd=3', ...inspector, config], {
    stdio: ['ignore', logFile ? openSync(logFile, 'a') : 'ignore', 'pipe', 'pipe'],
  })
  const ports = await listening(child, canInspect)
  return {
    port: ports.get('socket http')!,
    inspectorPort: ports.get('inspector'),
    startMs: performance.now() - startedAt,
    cpuMs: () => cpuMs(child.pid!),
    stop: () => stop(child),
  }
}

/** The runtime that miniflare runs. */
function workerdBinary(): string {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'))
  return (fromMiniflare('workerd') as { default: string }).default
}

/** Reads what workerd says on its control channel until everything listens. */
function listening(child: ChildProcess, canInspect: boolean): Promise<Map<string, number>> {
  const ports = new Map<string, number>()
  let errors = ''
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-4000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new SetupError(`workerd ended with ${code} before it listened: ${errors}`)),
    )
    ;(child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
      said += chunk
      const lines = said.split('\n')
      said = lines.pop()!
      for (const line of lines) {
        const { event, socket, port } = JSON.parse(line) as { event: string; socket?: string; port: number }
        ports.set(event === 'listen-inspector' ? 'inspector' : `socket ${socket}`, port)
      }
      if (ports.has('socket http') && (!canInspect || ports.has('inspector'))) resolve(ports)
    })
  })
}

/** Linux counts a process's time in hundredths of a second. */
function cpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
