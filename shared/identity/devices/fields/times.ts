import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'
import type { Device } from '../device-table.ts'

/** With fewer hours at the common places nothing can be said. */
const LEAST_HOURS = 3

/** Hours at which both were in the same place, among the hours of the one that was seen less. */
export const times: DeviceField = {
  name: 'times',
  levels: ['are mostly the same', 'are often the same', 'are sometimes the same', 'differ'],
  atHome: 'shared',
  compare(a, b) {
    if (Math.min(a.hours, b.hours) < LEAST_HOURS) return MISSING
    const together = hoursTogether(a, b)
    const share = together / Math.min(a.hours, b.hours)
    if (together >= LEAST_HOURS && share >= 0.35) return 0
    if (together >= 2 && share >= 0.15) return 1
    return together > 0 ? 2 : 3
  },
}

function hoursTogether({ trace: a }: Device, { trace: b }: Device): number {
  const hours = new Set<number>()
  for (const network in a.networks) {
    const others = b.networks[network]
    if (!others) continue
    const seen = a.networks[network]!
    const isOther = new Set(others)
    for (const hour of seen) if (isOther.has(hour)) hours.add(hour)
  }
  return hours.size
}
