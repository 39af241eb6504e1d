import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Address {
  edgeUrl: string
  adminKey: string
}

/** How long objects gather before they send: as the local runtime has it, or as wrangler.toml has it. */
export type Intervals = 'short' | 'production'

/** The edge in a process group of its own, on one state folder: started, killed without warning, started again. */
export class LocalEdge {
  readonly #statePath: string
  #process: ChildProcess | undefined
  #address: Address | undefined
  #waiting: ((address: Address) => void)[] = []

  constructor(statePath: string) {
    this.#statePath = statePath
  }

  /** Where the edge is; while it is down, where it will be. */
  address(): Promise<Address> {
    if (this.#address) return Promise.resolve(this.#address)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** `stopAt`: the step of a merge or split at which objects stand still, and where it is told that one does. */
  async start(stopAt?: { step: string; logFile: string }, intervals: Intervals = 'short'): Promise<Address> {
    const options = [intervals, ...(stopAt ? [stopAt.step, stopAt.logFile] : [])]
    const child = spawn(process.execPath, ['test/kill/edge-process.ts', this.#statePath, ...options], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    this.#process = child
    const line = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
    const { value } = await line.next()
    if (value === undefined) throw new Error('The edge ended before it was up')
    const address = JSON.parse(value) as Address
    this.#address = address
    for (const tell of this.#waiting.splice(0)) tell(address)
    return address
  }

  /** SIGKILL to the whole group, workerd included: nothing gets the chance to finish. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child?.pid) return
    this.#address = undefined
    this.#process = undefined
    const ended = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}
