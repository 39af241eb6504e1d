import { progressBar } from '../local/progress-bar.ts'
import { median, quantile } from './quantile.ts'
import { numbers, requireAnswers, Tally } from './tally.ts'
import type { Variant } from './variant.ts'

export interface ColdFigures {
  /** The first request of a fresh process, ms. */
  first: number
  /** The first request to an object that is not in memory, all else being warm, ms. */
  evictedP50: number
  evictedP99: number
}

/** Requests a second while objects are opened: slow enough that none waits for another. */
const COLD_RATE = 25
/** Requests a second until the rest (isolate, shards) is warm. */
const WARM_RATE = 100
/** People who are seen once. */
const STRANGERS = 100

/**
 * A fresh process each round: its first request, then the regulars until all but people's own objects are warm, then
 * one request for each of some who were not seen yet. Half as many rounds: each starts a process.
 */
export async function measureCold(
  variants: readonly Variant[],
  { rounds, people, regulars }: { rounds: number; people: number; regulars: number },
): Promise<Map<string, ColdFigures>> {
  const count = Math.ceil(rounds / 2)
  const show = progressBar('cold', count * variants.length)
  const first = new Tally<number>()
  const p50 = new Tally<number>()
  const p99 = new Tally<number>()
  let done = 0
  for (let round = 0; round < count; round += 1) {
    for (const variant of variants) {
      await variant.startCold()
      const cold = await variant.visit([0], COLD_RATE)
      const warm = await variant.visit(numbers(0, regulars), WARM_RATE)
      const opened = await variant.visit(numbers(regulars, Math.min(STRANGERS, people - regulars)), COLD_RATE)
      await variant.stop()
      for (const { refusals } of [cold, warm, opened]) requireAnswers(variant, refusals)
      first.add(variant, cold.latencies[0]!)
      p50.add(variant, quantile(opened.latencies, 0.5))
      p99.add(variant, quantile(opened.latencies, 0.99))
      done += 1
      show(done)
    }
  }
  const figures = variants.map((variant): [string, ColdFigures] => [
    variant.name,
    {
      first: median(first.of(variant)),
      evictedP50: median(p50.of(variant)),
      evictedP99: median(p99.of(variant)),
    },
  ])
  return new Map(figures)
}
