import type { ColdFigures } from './measure-cold.ts'
import type { LoadFigures } from './measure-load.ts'

export interface BenchFigures {
  subject: string
  /** Requests a second at which latencies were taken. */
  rate: number
  load: Map<string, LoadFigures>
  cold: Map<string, ColdFigures>
}

/** The figures as a table for a person. */
export function figuresTable({ rate, load, cold }: BenchFigures): string {
  const head = [
    '',
    'req/s',
    `p50 ms at ${rate}/s`,
    'p99 ms',
    'CPU ms',
    'first ms',
    'evicted p50',
    'evicted p99',
  ]
  const rows = [...load].map(([name, { perSecond, p50, p99, cpuMs }]) => {
    const { first, evictedP50, evictedP99 } = cold.get(name)!
    return [
      name,
      perSecond.toFixed(0),
      p50.toFixed(2),
      p99.toFixed(2),
      cpuMs.toFixed(2),
      first.toFixed(1),
      evictedP50.toFixed(2),
      evictedP99.toFixed(2),
    ]
  })
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('')
}

/** Every variant against the yardsticks of the same run, as one JSON value. */
export function figuresJson({ subject, rate, load, cold }: BenchFigures): object {
  const variants = [...load].map(([name, figures]) => {
    const coldly = cold.get(name)!
    const against = (yardstick: string) => ({
      p50: round(figures.p50 / load.get(yardstick)!.p50),
      p99: round(figures.p99 / load.get(yardstick)!.p99),
      cpu: round(figures.cpuMs / load.get(yardstick)!.cpuMs),
      first: round(coldly.first / cold.get(yardstick)!.first),
      evictedP50: round(coldly.evictedP50 / cold.get(yardstick)!.evictedP50),
      evictedP99: round(coldly.evictedP99 / cold.get(yardstick)!.evictedP99),
    })
    const isYardstick = YARDSTICKS.includes(name)
    return [
      name,
      {
        perSecond: Math.round(figures.perSecond),
        p50: round(figures.p50),
        p99: round(figures.p99),
        cpuMs: round(figures.cpuMs),
        first: round(coldly.first),
        evictedP50: round(coldly.evictedP50),
        evictedP99: round(coldly.evictedP99),
        ...(!isYardstick && { ofFloor: against('floor'), ofHop: against('hop') }),
      },
    ]
  })
  return { bench: subject, rate, ...Object.fromEntries(variants) }
}

/** Names of the variants that are no product. */
export const YARDSTICKS = ['empty', 'hop', 'floor']

function round(value: number): number {
  return Math.round(value * 100) / 100
}
