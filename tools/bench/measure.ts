import { progressBar } from '../local/progress-bar.ts'
import { SetupError } from '../setup/step.mjs'
import type { Refusals } from './load.ts'
import { median, quantile } from './quantile.ts'
import type { Variant } from './variant.ts'

export interface LoadFigures {
  /** Requests a second at saturation. */
  perSecond: number
  /** Milliseconds at half of the saturation of the slowest variant. */
  p50: number
  p99: number
  /** CPU of the whole process, work after the replies included, by all its requests. */
  cpuMs: number
}

export interface ColdFigures {
  /** The first request of a fresh process. */
  first: number
  /** The first request to an object that is not in memory, the isolate being warm. */
  evictedP50: number
  evictedP99: number
}

interface Plan {
  rounds: number
  seconds: number
  connections: number
}

const WARM_UP_SECONDS = 2

/**
 * Throughput at saturation, then latency at one rate for all: half of what the slowest can do. The variants take
 * turns within a round, so that noise of the machine meets all alike; medians over the rounds.
 */
export async function measureLoad(
  variants: readonly Variant[],
  { rounds, seconds, connections }: Plan,
): Promise<{ rate: number; figures: Map<string, LoadFigures> }> {
  const show = progressBar('load', variants.length * (2 * rounds + 1))
  let turns = 0
  const each = async (work: (variant: Variant) => Promise<void>) => {
    for (const variant of variants) {
      await work(variant)
      turns += 1
      show(turns)
    }
  }
  for (const variant of variants) await variant.start()
  await each(async (variant) => {
    await variant.saturate(connections, WARM_UP_SECONDS)
  })
  const cpuBefore = new Map(variants.map((variant) => [variant, variant.cpuMs()]))
  const requests = new Tally<number>()
  const throughput = new Tally<number>()
  for (let round = 0; round < rounds; round += 1) {
    await each(async (variant) => {
      const slice = await variant.saturate(connections, seconds)
      requireAnswers(variant, slice.refusals)
      throughput.add(variant, slice.perSecond)
      requests.add(variant, slice.requests)
    })
  }
  const slowest = Math.min(...variants.map((variant) => median(throughput.of(variant))))
  const rate = Math.max(1, Math.round(slowest / 2))
  const p50 = new Tally<number>()
  const p99 = new Tally<number>()
  for (let round = 0; round < rounds; round += 1) {
    await each(async (variant) => {
      const { latencies, refusals } = await variant.pace(rate, seconds)
      requireAnswers(variant, refusals)
      p50.add(variant, quantile(latencies, 0.5))
      p99.add(variant, quantile(latencies, 0.99))
      requests.add(variant, latencies.length)
    })
  }
  const figures = new Map(
    variants.map((variant) => {
      const cpu = variant.cpuMs() - cpuBefore.get(variant)!
      return [
        variant.name,
        {
          perSecond: median(throughput.of(variant)),
          p50: median(p50.of(variant)),
          p99: median(p99.of(variant)),
          cpuMs: cpu / requests.of(variant).reduce((sum, count) => sum + count, 0),
        },
      ]
    }),
  )
  for (const variant of variants) await variant.stop()
  return { rate, figures }
}

/** Requests a second while objects are opened: slow enough that none waits for another. */
const COLD_RATE = 25
/** Requests a second until the rest (isolate, shards) is warm. */
const WARM_RATE = 100

/**
 * A fresh process each round: its first request, then half of the people until all but their own objects are warm,
 * then one request for each of some that were not seen yet.
 */
export async function measureCold(
  variants: readonly Variant[],
  { rounds, people }: { rounds: number; people: number },
): Promise<Map<string, ColdFigures>> {
  const show = progressBar('cold', rounds * variants.length)
  const first = new Tally<number>()
  const evicted = new Tally<number[]>()
  const half = Math.ceil(people / 2)
  const unseen = Math.min(100, people - half)
  let turns = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const variant of variants) {
      await variant.startCold()
      const cold = await variant.visit([0], COLD_RATE)
      const warm = await variant.visit(numbers(0, half), WARM_RATE)
      const opened = await variant.visit(numbers(half, unseen), COLD_RATE)
      for (const { refusals } of [cold, warm, opened]) requireAnswers(variant, refusals)
      first.add(variant, cold.latencies[0]!)
      evicted.add(variant, opened.latencies)
      await variant.stop()
      turns += 1
      show(turns)
    }
  }
  return new Map(
    variants.map((variant) => [
      variant.name,
      {
        first: median(first.of(variant)),
        evictedP50: median(evicted.of(variant).map((latencies) => quantile(latencies, 0.5))),
        evictedP99: median(evicted.of(variant).map((latencies) => quantile(latencies, 0.99))),
      },
    ]),
  )
}

function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

/** An answer that refuses is a fast answer: no figure is made of it. */
function requireAnswers({ name }: Variant, refusals: Refusals): void {
  const [first] = refusals
  if (first) throw new SetupError(`${first[1]} requests of "${name}" were answered with ${first[0]}`)
}

class Tally<Value> {
  readonly #values = new Map<Variant, Value[]>()

  add(variant: Variant, value: Value): void {
    this.#values.set(variant, [...this.of(variant), value])
  }

  of(variant: Variant): Value[] {
    return this.#values.get(variant) ?? []
  }
}
