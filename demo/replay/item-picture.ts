import { seededRandom } from '../lib/random.ts'

/**
 * A still life for an item nobody has a picture of: a box, a ball and a board in the item's own colours. The same id
 * always gives the same picture, so that an item can be recognised.
 */
export function itemPicture(id: string): string {
  const random = seededRandom(`item/${id}`)
  const hue = Math.floor(random.next() * 360)
  const tone = (turn: number, light: number) => `hsl(${(hue + turn) % 360} 32% ${light}%)`
  const between = (least: number, most: number) => Math.round(least + random.next() * (most - least))
  const [width, height] = [between(90, 170), between(80, 190)]
  const radius = between(30, 62)
  const left = between(50, 110)
  const ball = between(190, 240)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300">
<rect width="300" height="300" fill="${tone(0, 94)}"/><rect y="236" width="300" height="64" fill="${tone(0, 88)}"/>
<rect x="${left - 24}" y="${between(40, 90)}" width="${between(60, 110)}" height="210" rx="8" fill="${tone(40, 80)}"/>
<rect x="${left}" y="${252 - height}" width="${width}" height="${height}" rx="${between(4, 26)}" fill="${tone(0, 58)}"/>
<rect x="${left}" y="${252 - height}" width="${Math.round(width * 0.36)}" height="${height}" rx="10" fill="${tone(0, 66)}"/>
<circle cx="${ball}" cy="${254 - radius}" r="${radius}" fill="${tone(180, 62)}"/>
<circle cx="${ball - radius / 3}" cy="${254 - radius * 1.3}" r="${radius / 4}" fill="${tone(180, 78)}"/></svg>`
}
