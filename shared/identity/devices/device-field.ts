import type { AtHome } from '../match/estimate.ts'
import type { Device, DeviceTable } from './device-table.ts'

/** One thing in which two devices agree more or less. A new one is a file in `fields` and a line in `fields.ts`. */
export interface DeviceField {
  name: string
  /** Words for each level, the closest agreement first. */
  levels: readonly string[]
  /** How two people of one home agree in it. */
  atHome: AtHome
  /** The number of a level; MISSING where either says nothing. */
  compare(a: Device, b: Device, table: DeviceTable): number
}
