import { type TownKind, USUAL } from './town.ts'

/** Towns that differ in what makes linking hard. */
export const TOWNS: Readonly<Record<string, TownKind>> = {
  usual: USUAL,
  'all show each other products': { ...USUAL, shown: 0.3 },
  'homes of one taste and rhythm': { ...USUAL, common: 0.7 },
  'all networks shared by a street': { ...USUAL, ownNetwork: 0 },
  'all networks a home’s own': { ...USUAL, ownNetwork: 1 },
  'nobody has two devices': { ...USUAL, computers: 0 },
}
