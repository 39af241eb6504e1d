import type { DeviceField } from '../device-field.ts'
import type { Device, DeviceTable } from '../device-table.ts'

/** Devices seen in a network in the weeks kept: a home, a house, a street or a small office. Beyond: a carrier, a café. */
const CROWDS = [6, 12, 25, 60] as const

/** A network of more devices than this says nothing about any two of them. */
export const LARGEST_CROWD = CROWDS[3]

/** The smallest network where both have been. Whose devices it holds, of one person or of a home, it does not know. */
export const places: DeviceField = {
  name: 'places',
  levels: [
    'are shared by a few',
    'are shared by a house',
    'are shared by a street',
    'are shared by many',
    'differ',
  ],
  atHome: 'as one',
  compare(a, b, table) {
    const smallest = Math.min(...commonPlaces(a, b, table).map((network) => table.crowd.get(network)!))
    const level = CROWDS.findIndex((most) => smallest <= most)
    return level < 0 ? CROWDS.length : level
  },
}

/** Networks where both have been and few others. */
export function commonPlaces(a: Device, b: Device, { crowd }: DeviceTable): string[] {
  const common: string[] = []
  for (const network of a.networks)
    if (b.networks.has(network) && crowd.get(network)! <= LARGEST_CROWD) common.push(network)
  return common
}
