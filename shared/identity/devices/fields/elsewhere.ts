import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'
import type { Device } from '../device-table.ts'
import { commonPlaces } from './places.ts'

/**
 * Whether they meet in a second place during the same time, at home and at work. One network after the other is a home
 * whose address was changed by its provider, and says nothing of who is in it.
 */
export const elsewhere: DeviceField = {
  name: 'a second place',
  levels: ['is shared', 'is not'],
  atHome: 'shared',
  compare(a, b, table) {
    const common = commonPlaces(a, b, table)
    if (common.length === 0 || Math.min(a.networks.size, b.networks.size) < 2) return MISSING
    const spans = common.map((network) => spanOf(network, a, b)).sort((x, y) => x.from - y.from)
    const overlap = spans.some((span, index) => index > 0 && span.from < spans[index - 1]!.to)
    return overlap ? 0 : 1
  },
}

/** From the first to the last hour at which either was there. */
function spanOf(network: string, { trace: a }: Device, { trace: b }: Device): { from: number; to: number } {
  const [one, other] = [a.networks[network]!, b.networks[network]!]
  return { from: Math.min(one[0]!, other[0]!), to: Math.max(one.at(-1)!, other.at(-1)!) }
}
