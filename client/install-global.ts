import type { VicinoApi } from './api.ts'
import { report } from './lib/guard.ts'

type Call = { name: string; args: unknown[]; resolve(value: unknown): void }

const NAMES: (keyof VicinoApi)[] = [
  'track',
  'identify',
  'page',
  'consent',
  'decide',
  'reset',
  'forget',
  'ready',
  'debug',
]

/**
 * Puts `vicino` on the page and takes over what the stub queued. Calls wait until the returned function hands over
 * the real thing, then run in order, and later ones at once: queued and live calls take the same path.
 */
export function installGlobal(scope: { vicino?: unknown }): (api: VicinoApi) => void {
  const queued = (scope.vicino as { q?: ArrayLike<unknown>[] } | undefined)?.q ?? []
  const waiting: Call[] = []
  let api: VicinoApi | null = null

  function run({ name, args, resolve }: Call): void {
    const method = api![name as keyof VicinoApi] as ((...args: unknown[]) => Promise<unknown>) | undefined
    if (!method || !NAMES.includes(name as never)) {
      report(`vicino("${name}") is unknown; known: ${NAMES.join(', ')}`)
      resolve(undefined)
      return
    }
    // An async wrapper: whatever the method throws at once becomes a settled promise too.
    ;(async () => method(...args))().then(resolve, (cause) => {
      report(cause)
      resolve(undefined)
    })
  }
  function vicino(name: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve) => {
      const call = { name: String(name), args, resolve }
      if (api) run(call)
      else waiting.push(call)
    })
  }

  for (const name of NAMES)
    (vicino as never as Record<string, unknown>)[name] = (...args: unknown[]) => vicino(name, ...args)
  for (const call of queued) vicino(...(Array.from(call) as [string]))
  scope.vicino = vicino
  return (real) => {
    api = real
    waiting.splice(0).forEach(run)
  }
}
