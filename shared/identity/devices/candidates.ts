import type { DeviceTable } from './device-table.ts'
import { LARGEST_CROWD } from './fields/places.ts'

/** Calls for each pair of devices that share a network which is not a crowd; once, the smaller number first. */
export function eachCandidate(table: DeviceTable, call: (a: number, b: number) => void): void {
  const blocks = new Map<string, number[]>()
  for (const [number, { networks }] of table.devices.entries()) {
    for (const network of networks) {
      if (table.crowd.get(network)! > LARGEST_CROWD) continue
      const block = blocks.get(network)
      if (block) block.push(number)
      else blocks.set(network, [number])
    }
  }
  for (const [a, { networks }] of table.devices.entries()) {
    const met = new Set<number>()
    for (const network of networks) for (const b of blocks.get(network) ?? []) if (b > a) met.add(b)
    for (const b of [...met].sort((x, y) => x - y)) call(a, b)
  }
}
