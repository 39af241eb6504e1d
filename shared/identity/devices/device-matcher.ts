import { classesOf, type Estimate, estimate } from '../match/estimate.ts'
import { type Patterns, patternCounter } from '../match/patterns.ts'
import { eachCandidate } from './candidates.ts'
import type { DeviceTrace } from './device.ts'
import { type DeviceTable, deviceTable } from './device-table.ts'
import { DEVICE_FIELDS } from './fields.ts'

export interface DeviceTraining {
  /** Uniform in [0, 1): picks the random pairs. */
  random: () => number
  /** How many pairs to draw. Absent = 200,000. */
  randomPairs?: number
}

const RANDOM_PAIRS = 200_000

/** What a level of each field is worth among these devices, in the order of {@link DEVICE_FIELDS}; plain data. */
export type DeviceMatcher = Estimate

/**
 * Learns it without being told whose a device is, as for records: one person, people of one place, strangers
 * (see `match/estimate.ts`). The class in between is what keeps couples apart.
 */
export function trainDeviceMatcher(
  traces: readonly DeviceTrace[],
  { random, randomPairs = RANDOM_PAIRS }: DeviceTraining,
): DeviceMatcher {
  const table = deviceTable(traces)
  const count = table.devices.length
  const levelCounts = DEVICE_FIELDS.map(({ levels }) => levels.length)
  const candidates = patternCounter(levelCounts)
  eachCandidate(table, (a, b) => candidates.add(levelsOf(table, a, b)))
  return estimate({
    candidates: candidates.patterns,
    random: randomPatterns(table, { levelCounts, random, randomPairs }),
    pairs: Math.max(1, (count * (count - 1)) / 2),
    levelCounts,
    atHome: DEVICE_FIELDS.map(({ atHome }) => atHome),
  })
}

/** The level of each field for two devices. */
export function levelsOf(table: DeviceTable, a: number, b: number): Int8Array {
  const [one, other] = [table.devices[a]!, table.devices[b]!]
  return Int8Array.from(DEVICE_FIELDS, (field) => field.compare(one, other, table))
}

/** log₂ of the odds that two devices with these levels are one person's. */
export function bitsOf(matcher: DeviceMatcher, levels: Int8Array): number {
  const { one } = classesOf(matcher, levels)
  return Math.log2(one / (1 - one))
}

function randomPatterns(
  table: DeviceTable,
  { levelCounts, random, randomPairs }: Required<DeviceTraining> & { levelCounts: readonly number[] },
): Patterns {
  const counter = patternCounter(levelCounts)
  const count = table.devices.length
  if ((count * (count - 1)) / 2 <= randomPairs) {
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) counter.add(levelsOf(table, a, b))
    return counter.patterns
  }
  for (let drawn = 0; drawn < randomPairs; drawn++) {
    const a = Math.floor(random() * count)
    const b = Math.floor(random() * (count - 1))
    counter.add(levelsOf(table, a, b < a ? b : b + 1))
  }
  return counter.patterns
}
