import { LINK_PROBABILITY, SUGGESTION_PROBABILITY } from '../match/match-records.ts'
import { bitsOfProbability, probabilityOfBits } from '../match/score.ts'
import { MISSING } from '../match/table.ts'
import { eachCandidate } from './candidates.ts'
import type { DeviceTrace, Screen } from './device.ts'
import { bitsOf, type DeviceMatcher, levelsOf } from './device-matcher.ts'
import { type DeviceTable, deviceTable } from './device-table.ts'
import { DEVICE_FIELDS } from './fields.ts'

/** Two devices that may be one person's. */
export interface DevicePair {
  /** Profiles, the smaller id first. */
  a: string
  b: string
  /** log₂ of the odds. */
  bits: number
  probability: number
  verdict: 'link' | 'suggestion'
  /** What agrees and what does not, in words that name no value: they may be shown and stored. */
  evidence: string[]
}

export interface DeviceMatching {
  /** Links and suggestions, the surest first. */
  pairs: DevicePair[]
  /** How many pairs were compared. */
  compared: number
}

/** Scores all pairs of devices that were in one place. */
export function matchDevices(traces: readonly DeviceTrace[], matcher: DeviceMatcher): DeviceMatching {
  const table = deviceTable(traces)
  const lowest = bitsOfProbability(SUGGESTION_PROBABILITY)
  const rivals = rivalry(table)
  const scored: { a: number; b: number; odds: number; levels: Int8Array }[] = []
  let compared = 0
  eachCandidate(table, (a, b) => {
    compared += 1
    const levels = levelsOf(table, a, b)
    const odds = 2 ** bitsOf(matcher, levels)
    rivals.add(a, b, odds)
    if (odds >= 2 ** lowest) scored.push({ a, b, odds, levels })
  })
  const pairs = scored.flatMap(({ a, b, odds, levels }): DevicePair[] => {
    const bits = Math.log2(odds / (1 + rivals.of(a, b) - odds + rivals.of(b, a) - odds))
    if (bits < lowest) return []
    const probability = probabilityOfBits(bits)
    return [
      {
        a: table.devices[a]!.trace.id,
        b: table.devices[b]!.trace.id,
        bits,
        probability,
        verdict: probability >= LINK_PROBABILITY ? 'link' : 'suggestion',
        evidence: evidenceOf(levels),
      },
    ]
  })
  pairs.sort((x, y) => y.bits - x.bits || (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1))
  return { pairs, compared }
}

/**
 * A person has mostly one phone and one computer: whoever else might be it speaks against each of them. Sums, for each
 * device and class of screen, of the odds of all partners of that class.
 */
function rivalry({ devices }: DeviceTable) {
  const sums = devices.map((): Partial<Record<Screen | 'unknown', number>> => ({}))
  const classOf = (device: number) => devices[device]!.trace.screen ?? 'unknown'
  const note = (device: number, partner: number, odds: number) => {
    const sum = sums[device]!
    sum[classOf(partner)] = (sum[classOf(partner)] ?? 0) + odds
  }
  return {
    add(a: number, b: number, odds: number) {
      note(a, b, odds)
      note(b, a, odds)
    },
    /** For a device: of all partners that are of the same class as this one, itself included. */
    of: (device: number, partner: number) => sums[device]![classOf(partner)] ?? 0,
  }
}

function evidenceOf(levels: Int8Array): string[] {
  return DEVICE_FIELDS.flatMap(({ name, levels: words }, f) =>
    levels[f] === MISSING ? [] : [`${name} ${words[levels[f]!]}`],
  )
}
