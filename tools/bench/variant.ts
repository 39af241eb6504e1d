import { type Paced, pace, type Saturation, saturate } from './load.ts'
import type { NextRequest } from './requests.ts'
import { startWorkerd, type Workerd, type WorkerdOptions } from './workerd.ts'

export interface VariantOptions extends Pick<WorkerdOptions, 'config' | 'logFile'> {
  next: NextRequest
  /** Makes a config over state that nothing is left to do for; absent = the state that the load left. */
  restore?: () => string
}

/** One thing that is measured: a workerd of its own, so that its CPU time is its own. */
export class Variant {
  readonly name: string
  readonly #start: WorkerdOptions
  readonly #next: NextRequest
  readonly #restore: (() => string) | undefined
  #workerd: Workerd | null = null

  constructor(name: string, { config, next, logFile, restore }: VariantOptions) {
    this.name = name
    this.#restore = restore
    this.#start = { config, ...(logFile && { logFile }) }
    this.#next = next
  }

  async start(): Promise<Workerd> {
    this.#workerd = await startWorkerd(this.#start)
    return this.#workerd
  }

  /** Starts on restored state: no alarm of an earlier run is overdue. */
  async startCold(): Promise<Workerd> {
    const config = this.#restore?.() ?? this.#start.config
    this.#workerd = await startWorkerd({ config, logFile: `${config}.log` })
    return this.#workerd
  }

  async stop(): Promise<void> {
    await this.#workerd?.stop()
    this.#workerd = null
  }

  /** CPU time of the whole process so far, ms, work after the replies included. */
  cpuMs(): number {
    return this.#workerd?.cpuMs() ?? Number.NaN
  }

  saturate(connections: number, seconds: number): Promise<Saturation> {
    return saturate(this.#target(), connections, seconds)
  }

  pace(perSecond: number, seconds: number): Promise<Paced> {
    return pace(this.#target(), perSecond, seconds)
  }

  /** One request for each of these people, at a rate. */
  visit(people: readonly number[], perSecond: number): Promise<Paced> {
    let next = 0
    const target = { port: this.#port(), next: () => this.#next(people[next++]) }
    return pace(target, perSecond, people.length / perSecond)
  }

  #target() {
    return { port: this.#port(), next: () => this.#next() }
  }

  #port(): number {
    if (!this.#workerd) throw new Error(`${this.name} was not started`)
    return this.#workerd.port
  }
}
