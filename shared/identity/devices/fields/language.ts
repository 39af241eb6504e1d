import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'

/** The language that the browsers ask for. */
export const language: DeviceField = {
  name: 'language',
  levels: ['is the same', 'is the same in another region', 'differs'],
  atHome: 'shared',
  compare({ trace: a }, { trace: b }) {
    if (a.language === undefined || b.language === undefined) return MISSING
    const [one, other] = [a.language.toLowerCase(), b.language.toLowerCase()]
    if (one === other) return 0
    return one.split('-')[0] === other.split('-')[0] ? 1 : 2
  },
}
