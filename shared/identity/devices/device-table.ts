import type { DeviceTrace } from './device.ts'

/** Devices of all people, and what is common or rare among them. */
export interface DeviceTable {
  /** By id: the order they came in has no influence. */
  devices: readonly Device[]
  /** How many devices were seen in a network. */
  crowd: ReadonlyMap<string, number>
  /** How many devices looked at a product. */
  audience: ReadonlyMap<string, number>
}

/** A trace, read once. */
export interface Device {
  trace: DeviceTrace
  networks: ReadonlySet<string>
  /** Hours seen, anywhere. */
  hours: number
  products: ReadonlyMap<string, number>
  /** Euclidean length of its shares of interest. */
  tasteLength: number
  /** Share of its hours by hour of the week (UTC), spread over the neighbouring hours; 168 numbers of length 1. */
  week: Float64Array
}

const WEEK = 168
/** Monday 00:00 of the first full week of the epoch, which began on a Thursday. */
const MONDAY = 96
/** What an hour lends to those before and after it, and to the same hours of the other days. */
const SPREAD = [1, 0.6, 0.2] as const
const OTHER_DAYS = 0.3

/** Reads traces into a table. */
export function deviceTable(traces: readonly DeviceTrace[]): DeviceTable {
  const sorted = traces.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return {
    devices: sorted.map(read),
    crowd: countOf(sorted, ({ networks }) => Object.keys(networks)),
    audience: countOf(sorted, ({ products }) => Object.keys(products)),
  }
}

function read(trace: DeviceTrace): Device {
  const hours = [...new Set(Object.values(trace.networks).flat())]
  return {
    trace,
    networks: new Set(Object.keys(trace.networks)),
    hours: hours.length,
    products: new Map(Object.entries(trace.products)),
    tasteLength: Math.hypot(...Object.values(trace.categories)),
    week: weekOf(hours),
  }
}

function weekOf(hours: readonly number[]): Float64Array {
  const week = new Float64Array(WEEK)
  for (const hour of hours) {
    const at = (((hour - MONDAY) % WEEK) + WEEK) % WEEK
    for (let day = 0; day < WEEK; day += 24) {
      const share = day === 0 ? 1 : OTHER_DAYS
      for (const [distance, weight] of SPREAD.entries()) {
        for (const sign of distance === 0 ? [1] : [1, -1]) {
          const index = (at + day + sign * distance + WEEK) % WEEK
          week[index] = week[index]! + share * weight
        }
      }
    }
  }
  const length = Math.hypot(...week)
  return length > 0 ? week.map((value) => value / length) : week
}

function countOf(
  traces: readonly DeviceTrace[],
  keysOf: (trace: DeviceTrace) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const trace of traces) for (const key of keysOf(trace)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
