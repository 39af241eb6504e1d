import { type SeededRandom, seededRandom } from '../lib/random.ts'
import { brightness } from '../pictures/tone.ts'
import { type ColourName, colours } from './colours.ts'
import type { Kind, SizeRange } from './kind.ts'
import { accessoryKinds } from './kinds-accessories.ts'
import { bagKinds } from './kinds-bags.ts'
import { bootKinds } from './kinds-boots.ts'
import { clothingKinds } from './kinds-clothing.ts'
import { shoeKinds } from './kinds-shoes.ts'
import { materials } from './materials.ts'
import { modelNames } from './model-names.ts'
import { makeReviews } from './reviews.ts'
import type { ShopProduct } from './shop-product.ts'

export const kinds: Kind[] = [...bootKinds, ...shoeKinds, ...clothingKinds, ...bagKinds, ...accessoryKinds]

/** The day the shop's dates are counted from, so that the same seed gives the same bytes on any day. */
const FIRST_DAY = Date.UTC(2026, 10, 1)
const DAY_MS = 86_400_000

/** The whole catalogue, about 300 products. Pure: same seed, same catalogue. */
export function makeCatalog(seed: string | number = 'scarpe-bianchi'): ShopProduct[] {
  return kinds.flatMap((kind) => {
    const random = seededRandom(`${seed}/${kind.code}`)
    const names = random.sample(modelNames, kind.count)
    return names.map((model, index) => makeProduct(random, kind, model, index))
  })
}

function makeProduct(random: SeededRandom, kind: Kind, model: string, index: number): ShopProduct {
  const id = `${kind.code}-${101 + index}`
  const build = random.next()
  const colourChoice = random.sample(
    kind.colours,
    random.weighted([1, 2, 3, 4], (count) => [3, 4, 3, 1][count - 1]!),
  )
  const demand = kind.demand * Math.exp(random.normal() * 0.8)
  const [cheapest, dearest] = kind.price
  const euros =
    kind.category === 'gift-cards'
      ? [25, 50, 100, 150][index % 4]!
      : cheapest + (dearest - cheapest) * (build * 0.7 + random.next() * 0.3)
  const fullPrice = kind.category === 'gift-cards' ? euros * 100 : roundPrice(euros)
  const reduction =
    kind.category !== 'gift-cards' && random.chance(0.22) ? random.pick([0.1, 0.15, 0.2, 0.3]) : 0
  const price = reduction ? roundPrice((fullPrice / 100) * (1 - reduction)) : fullPrice
  const reviews = 1 + Math.round(Math.exp(random.normal() * 0.9 + 2.6 + Math.log(demand)))
  const rating =
    reviews === 0 ? 0 : Math.round(Math.min(5, Math.max(2.8, 4.35 + random.normal() * 0.4)) * 10) / 10
  const audience = random.pick(kind.audiences)
  const sizes = makeSizes(random, kind.sizes, audience)
  const brand = random.pick(kind.brands)
  const material = materials[kind.material]!
  const sentence = (language: 'it' | 'pl' | 'en') =>
    `${kind.about[language]} ${capital(material.name[language])}. ${material.care[language]}`
  return {
    id,
    title: { it: `${kind.noun.it} ${model}`, pl: `${kind.noun.pl} ${model}`, en: `${kind.noun.en} ${model}` },
    url: { it: `/it/p/${id}`, pl: `/pl/p/${id}`, en: `/en/p/${id}` },
    image: `/pictures/${id}.svg`,
    price: { amount: price, currency: 'EUR' },
    ...(reduction ? { listPrice: { amount: fullPrice, currency: 'EUR' } } : {}),
    brand,
    category: kind.category,
    stock: Object.values(sizes).reduce((sum, pieces) => sum + pieces, 0),
    sizes,
    rating,
    reviews,
    marginPercent: Math.round(38 + random.normal() * 7 - reduction * 60),
    attributes: { audience, material: kind.material, colour: colourChoice[0]! },
    addedAt: new Date(FIRST_DAY - random.integer(0, 500) * DAY_MS).toISOString(),
    kind: kind.code,
    audience,
    material: kind.material,
    description: { it: sentence('it'), pl: sentence('pl'), en: sentence('en') },
    colours: colourChoice,
    reviewTexts: makeReviews(random, rating, reviews),
    demand,
    drawing: {
      name: kind.drawing,
      accent: chooseAccent(random, colourChoice[0]!),
      sole: chooseSole(random, kind),
      style: index % 3,
      build,
    },
  }
}

/** Shop prices end in ,90 or ,00. */
function roundPrice(euros: number): number {
  const whole = Math.round(euros)
  return whole >= 100 ? whole * 100 : whole * 100 - 10
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const ranges: Record<Exclude<SizeRange, 'shoes'>, string[]> = {
  clothes: ['XS', 'S', 'M', 'L', 'XL', 'XXL'],
  socks: ['36-38', '39-41', '42-44', '45-47'],
  belts: ['85', '95', '105', '115'],
  hands: ['S', 'M', 'L'],
  one: ['U'],
}

/** Pieces per size: fewer at the ends of the range, and some sizes sold out. */
function makeSizes(random: SeededRandom, range: SizeRange, audience: string): Record<string, number> {
  const [first, last] = audience === 'women' ? [36, 41] : audience === 'men' ? [40, 46] : [37, 45]
  const names =
    range === 'shoes'
      ? Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
      : ranges[range]
  return Object.fromEntries(
    names.map((name, index) => {
      const middle = 1 - Math.abs(index / Math.max(1, names.length - 1) - 0.5)
      const soldOut = random.chance(names.length === 1 ? 0.04 : 0.16)
      return [name, soldOut ? 0 : 1 + Math.floor(random.next() * 14 * middle)]
    }),
  )
}

const accents: ColourName[] = [
  'rust',
  'mustard',
  'cream',
  'red',
  'petrol',
  'sand',
  'forest',
  'navy',
  'burgundy',
]

/** A trim that can be seen on the main colour. */
function chooseAccent(random: SeededRandom, main: ColourName): string {
  const distance = (name: ColourName) =>
    Math.abs(brightness(colours[name].hex) - brightness(colours[main].hex))
  return colours[random.pick(accents.filter((name) => name !== main && distance(name) > 0.14))].hex
}

function chooseSole(random: SeededRandom, kind: Kind): string {
  const pale = ['#efeae0', '#e8e1d2', '#d9c7a6']
  const dark = ['#2c2a29', '#35302d', '#3c3a3c']
  const isSporty = ['shoes/sneakers', 'shoes/running', 'shoes/slippers'].includes(kind.category)
  return random.pick(isSporty ? [...pale, ...pale, ...dark] : [...dark, ...dark, pale[2]!])
}
