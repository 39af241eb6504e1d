import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'

/** Categories that each is drawn to: cosine of the shares. */
export const taste: DeviceField = {
  name: 'taste',
  levels: ['is the same', 'is nearly the same', 'is alike', 'overlaps', 'differs'],
  atHome: 'resembling',
  compare({ trace: a, tasteLength: one }, { trace: b, tasteLength: other }) {
    if (one === 0 || other === 0) return MISSING
    let sum = 0
    for (const category in a.categories)
      if (Object.hasOwn(b.categories, category)) sum += a.categories[category]! * b.categories[category]!
    const cosine = sum / (one * other)
    return cosine >= 0.93 ? 0 : cosine >= 0.8 ? 1 : cosine >= 0.6 ? 2 : cosine >= 0.25 ? 3 : 4
  },
}
