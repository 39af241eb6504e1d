import { setTimeout } from 'node:timers/promises'
import { progressBar } from '../local/progress-bar.ts'
import { median, quantile } from './quantile.ts'
import { numbers, requireAnswers, Tally } from './tally.ts'
import type { Variant } from './variant.ts'

export interface LoadFigures {
  /** Requests a second at saturation. */
  perSecond: number
  /** Milliseconds at half of the saturation of the slowest variant. */
  p50: number
  p99: number
  /** CPU of the whole process in its turns of saturation, work after the replies included, by their requests. */
  cpuMs: number
}

interface Plan {
  rounds: number
  /** Length of a slice. */
  seconds: number
  connections: number
  /** People whom the load goes to in turn. */
  regulars: number
}

const WARM_UP_SECONDS = 2

/**
 * Throughput at saturation, then latency at one rate for all: half of what the slowest can do. The variants take
 * turns within a round, so that noise of the machine meets all alike; medians over the rounds.
 */
export async function measureLoad(
  variants: readonly Variant[],
  plan: Plan,
): Promise<{ rate: number; figures: Map<string, LoadFigures> }> {
  const { rounds, seconds, connections } = plan
  const inTurns = turns(variants, plan)
  for (const variant of variants) await variant.start()
  await inTurns(1, async (variant) => {
    await variant.saturate(connections, WARM_UP_SECONDS)
  })

  const throughput = new Tally<number>()
  const cpu = new Tally<number>()
  await inTurns(rounds, async (variant) => {
    const before = variant.cpuMs()
    const { requests, perSecond, refusals } = await variant.saturate(connections, seconds)
    await setTimeout(BREATH_MS)
    requireAnswers(variant, refusals)
    throughput.add(variant, perSecond)
    cpu.add(variant, (variant.cpuMs() - before) / requests)
  })
  const rate = Math.max(1, Math.round(Math.min(...variants.map((each) => median(throughput.of(each)))) / 2))
  const p50 = new Tally<number>()
  const p99 = new Tally<number>()
  await inTurns(rounds, async (variant) => {
    const { latencies, refusals } = await variant.pace(rate, seconds)
    requireAnswers(variant, refusals)
    p50.add(variant, quantile(latencies, 0.5))
    p99.add(variant, quantile(latencies, 0.99))
  })
  for (const variant of variants) await variant.stop()
  const figures = variants.map((variant): [string, LoadFigures] => [
    variant.name,
    {
      perSecond: median(throughput.of(variant)),
      p50: median(p50.of(variant)),
      p99: median(p99.of(variant)),
      cpuMs: median(cpu.of(variant)),
    },
  ])
  return { rate, figures: new Map(figures) }
}

/** A request each of everybody, slow enough to leave no queue behind. */
const AWAKEN_RATE = 120
/** Longer than profiles gather visits before they deliver them: what follows a turn's replies is its own. */
const BREATH_MS = 1500

/**
 * Gives each variant its turns. Runtimes put idle objects out of memory after ten
 * seconds, so a turn starts with everybody back in it.
 */
function turns(variants: readonly Variant[], { rounds, regulars }: Plan) {
  const show = progressBar('load', variants.length * (2 * rounds + 1))
  let done = 0
  return async (count: number, turn: (variant: Variant) => Promise<void>): Promise<void> => {
    for (let round = 0; round < count; round += 1) {
      for (const variant of variants) {
        await variant.visit(numbers(0, regulars), AWAKEN_RATE)
        await setTimeout(BREATH_MS)
        await turn(variant)
        done += 1
        show(done)
      }
    }
  }
}
