import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'

const LEAST_HOURS = 4

/** Hours of the week at which each is used, anywhere: cosine of the histograms. */
export const habits: DeviceField = {
  name: 'habits',
  levels: ['are the same', 'are alike', 'overlap', 'differ'],
  atHome: 'resembling',
  compare(a, b) {
    if (Math.min(a.hours, b.hours) < LEAST_HOURS) return MISSING
    let cosine = 0
    for (let hour = 0; hour < a.week.length; hour++) cosine += a.week[hour]! * b.week[hour]!
    return cosine >= 0.85 ? 0 : cosine >= 0.7 ? 1 : cosine >= 0.5 ? 2 : 3
  },
}
