import { writeFileSync } from 'node:fs'
import { saturate } from './load.ts'
import type { NextRequest } from './requests.ts'
import { startWorkerd } from './workerd.ts'

interface ProfileInput {
  config: string
  next: NextRequest
  /** Where the profile goes; Chrome's DevTools open it. */
  file: string
  connections: number
  seconds: number
}

const SAMPLE_MICROSECONDS = 200

/** Saturates the product and keeps V8's CPU profile of it. */
export async function recordCpuProfile({
  config,
  next,
  file,
  connections,
  seconds,
}: ProfileInput): Promise<void> {
  const workerd = await startWorkerd({ config, canInspect: true })
  try {
    const target = { port: workerd.port, next: () => next() }
    await saturate(target, connections, seconds)
    const inspector = await openInspector(workerd.inspectorPort!)
    await inspector.call('Profiler.enable')
    await inspector.call('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS })
    await inspector.call('Profiler.start')
    const { perSecond } = await saturate(target, connections, seconds)
    const { profile } = (await inspector.call('Profiler.stop')) as { profile: unknown }
    inspector.close()
    writeFileSync(file, JSON.stringify(profile))
    process.stderr.write(`${file}: ${Math.round(perSecond)} requests a second while it was taken\n`)
  } finally {
    await workerd.stop()
  }
}

interface Inspector {
  call(method: string, params?: object): Promise<unknown>
  close(): void
}

async function openInspector(port: number): Promise<Inspector> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    id: string
    webSocketDebuggerUrl: string
  }[]
  const target = targets.find(({ id }) => id.endsWith('edge')) ?? targets[0]!
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  const waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data))
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let last = 0
  return {
    call: (method, params = {}) => {
      last += 1
      const id = last
      socket.send(JSON.stringify({ id, method, params }))
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)))
      })
    },
    close: () => socket.close(),
  }
}
