import { type SeededRandom, seededRandom } from '../../../demo/lib/random.ts'
import type { DeviceTrace } from '../../../shared/identity/devices/device.ts'
import { type Town, type Townsdevice, type Townsperson, WEEKS } from './town.ts'

/** Monday 2026-01-05 00:00 UTC, in hours. */
const START = Date.UTC(2026, 0, 5) / 3_600_000
const WEEK = 168
const PRODUCTS_A_CATEGORY = 40

/** How often which thing happens that makes devices of one home, or of one person, alike. */
const CHANCES = {
  /** A visit goes on at once on another device of the same person. */
  goesOn: 0.18,
  /** A product of the last days is looked at again. */
  again: 0.35,
  /** Somebody else's computer or tablet is taken at home. */
  borrowed: 0.04,
  /** A visit on the way is from a café. */
  cafe: 0.15,
}

interface Look {
  device: Townsdevice
  hour: number
  network: string
  products: number[]
}

/** What the shop sees of a town in four weeks, by device; those that never came are absent. */
export function traceTown(town: Town, seed: string | number): DeviceTrace[] {
  const random = seededRandom(`visits ${seed}`)
  const looks = town.people.flatMap((person) => visitsOf(random, town, person))
  const byDevice = grouped(looks, ({ device }) => device)
  return [...byDevice].map(([device, own]) => traceOf(device, own))
}

function visitsOf(random: SeededRandom, town: Town, person: Townsperson): Look[] {
  const looks: Look[] = []
  const recent: number[] = []
  const hours = Array.from({ length: person.visits }, () => hourOf(random, person)).sort((a, b) => a - b)
  for (const hour of hours) {
    const device = deviceAt(random, person)
    const look = lookAt(random, town, { device, hour, products: choose(random, person, recent) })
    looks.push(look)
    const other = person.devices.find((each) => each !== device)
    if (other && random.chance(CHANCES.goesOn)) {
      const products = [random.pick(look.products), ...choose(random, person, recent)]
      looks.push(lookAt(random, town, { device: other, hour: hour + random.integer(0, 1), products }))
    }
    recent.push(...look.products)
    recent.splice(0, Math.max(0, recent.length - 8))
    const partner = random.chance(town.kind.shown) && partnerOf(random, person)
    if (partner) {
      const products = [
        random.pick(look.products),
        ...(random.chance(0.5) ? choose(random, partner, []) : []),
      ]
      looks.push(
        lookAt(random, town, {
          device: random.pick(partner.devices),
          hour: hour + random.integer(0, 24),
          products,
        }),
      )
    }
  }
  return looks
}

function partnerOf(random: SeededRandom, { home }: Townsperson): Townsperson | undefined {
  return home.people.length > 1 ? random.pick(home.people) : undefined
}

function hourOf(random: SeededRandom, { rhythm }: Townsperson): number {
  let left = random.next()
  const hour = rhythm.findIndex((share) => {
    left -= share
    return left < 0
  })
  return START + WEEK * random.integer(0, WEEKS - 1) + Math.max(0, hour)
}

function deviceAt(random: SeededRandom, person: Townsperson): Townsdevice {
  const shared = person.home.people.flatMap(({ devices }) =>
    devices.filter(({ screen }) => screen !== 'phone'),
  )
  if (shared.length > 0 && random.chance(CHANCES.borrowed)) return random.pick(shared)
  return random.weighted(person.devices, ({ screen }) => (screen === 'phone' ? 3 : 2))
}

function lookAt(
  random: SeededRandom,
  town: Town,
  { device, hour, products }: Pick<Look, 'device' | 'hour' | 'products'>,
): Look {
  return { device, hour, products, network: networkAt(random, town, device, hour) }
}

/** At work from nine to five, mostly at home otherwise, else on the way. */
function networkAt(random: SeededRandom, town: Town, device: Townsdevice, hour: number): string {
  const { home, work } = device.owner
  const sinceStart = hour - START
  const week = Math.min(WEEKS - 1, Math.floor(sinceStart / WEEK))
  const [day, ofDay] = [Math.floor(sinceStart / 24) % 7, sinceStart % 24]
  const isWorking = day < 5 && ofDay >= 9 && ofDay < 17
  if (isWorking && work !== undefined && random.chance(device.screen === 'phone' ? 0.6 : 0.5)) return work
  if (device.carrier !== undefined && random.chance(isWorking ? 0.6 : 0.25))
    return random.chance(CHANCES.cafe) ? random.pick(town.cafes) : device.carrier
  return home.networks[week]!
}

/** One to six products, some of them again. */
function choose(random: SeededRandom, { taste }: Townsperson, recent: readonly number[]): number[] {
  return Array.from({ length: random.integer(1, 6) }, () =>
    recent.length > 0 && random.chance(CHANCES.again) ? random.pick(recent) : productOf(random, taste),
  )
}

/** Few products of a category are looked at by many (Zipf). */
function productOf(random: SeededRandom, taste: readonly number[]): number {
  let left = random.next()
  const category = taste.findIndex((share) => {
    left -= share
    return left < 0
  })
  const rank = Math.floor(PRODUCTS_A_CATEGORY ** random.next()) - 1
  return Math.max(0, category) * PRODUCTS_A_CATEGORY + rank
}

function traceOf(device: Townsdevice, looks: readonly Look[]): DeviceTrace {
  const networks = grouped(looks, ({ network }) => network)
  const viewed = looks.flatMap(({ products, hour }) => products.map((product) => ({ product, hour })))
  const products: Record<string, number> = {}
  const categories: Record<string, number> = {}
  for (const { product, hour } of viewed) {
    products[`product-${product}`] = Math.max(products[`product-${product}`] ?? 0, hour)
    const category = `category-${Math.floor(product / PRODUCTS_A_CATEGORY)}`
    categories[category] = (categories[category] ?? 0) + 1 / viewed.length
  }
  return {
    id: device.id,
    networks: Object.fromEntries(
      [...networks].map(([network, there]) => [
        network,
        [...new Set(there.map(({ hour }) => hour))].sort((a, b) => a - b),
      ]),
    ),
    language: device.language,
    screen: device.screen,
    products,
    categories,
  }
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
