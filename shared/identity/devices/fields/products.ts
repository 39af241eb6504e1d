import { MISSING } from '../../match/table.ts'
import type { DeviceField } from '../device-field.ts'

/** Looked at on one device and within so many hours on the other: taken up again rather than met by chance. */
const SOON_HOURS = 72
/** A visit that goes on: counts twice. */
const AT_ONCE_HOURS = 1
/** Bits of the products taken up again, from which each level begins. */
const STEPS = [56, 36, 22, 10, 1] as const
/** −log₂ of the share of devices that looked at it; a product that everybody looks at says nothing. */
const LEAST_BITS = 4
/** Products needed before a difference means anything. */
const LEAST_PRODUCTS = 3

/** Products looked at on both within three days, by how rarely they are looked at. */
export const products: DeviceField = {
  name: 'products',
  levels: [
    'are taken up again all the time',
    'are taken up again very often',
    'are taken up again often',
    'are taken up again',
    'were taken up again once',
    'differ',
  ],
  atHome: 'resembling',
  compare({ products: a }, { products: b }, { devices, audience }) {
    const [fewer, more] = a.size <= b.size ? [a, b] : [b, a]
    if (fewer.size < LEAST_PRODUCTS) return MISSING
    let bits = 0
    for (const [product, at] of fewer) {
      const other = more.get(product)
      if (other === undefined || Math.abs(other - at) > SOON_HOURS) continue
      const rarity = Math.log2(devices.length / audience.get(product)!)
      if (rarity >= LEAST_BITS) bits += Math.abs(other - at) <= AT_ONCE_HOURS ? 2 * rarity : rarity
    }
    const level = STEPS.findIndex((least) => bits >= least)
    return level < 0 ? STEPS.length : level
  },
}
