import { findProduct } from '../catalog/catalog.ts'
import { colours } from '../catalog/colours.ts'
import { drawPicture } from './picture.ts'

const KEPT = 400
const drawn = new Map<string, string>()

/**
 * The picture of a product in one of its colours (the first unless told); null for what the shop does not sell.
 * The last few hundred stay in memory: drawing one takes about a millisecond.
 */
export function productPicture(id: string, colour?: string): string | null {
  const product = findProduct(id)
  const shown = product?.colours.find((name) => name === colour) ?? product?.colours[0]
  if (!product || !shown || (colour !== undefined && colour !== shown)) return null
  const key = `${id}/${shown}`
  const known = drawn.get(key)
  if (known) return known
  const { name, ...look } = product.drawing
  const picture = drawPicture(name, { main: colours[shown].hex, ...look })
  if (drawn.size >= KEPT) drawn.delete(drawn.keys().next().value!)
  drawn.set(key, picture)
  return picture
}
