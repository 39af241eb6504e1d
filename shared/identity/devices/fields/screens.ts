import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'

/** A person has one phone and one computer rather than two phones; people of one home choose as strangers do. */
export const screens: DeviceField = {
  name: 'screens',
  levels: ['are of two kinds', 'are of one kind'],
  atHome: 0,
  compare({ trace: a }, { trace: b }) {
    if (a.screen === undefined || b.screen === undefined) return MISSING
    return a.screen === b.screen ? 1 : 0
  },
}
