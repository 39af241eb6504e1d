import { type SeededRandom, seededRandom } from '../../../demo/lib/random.ts'
import type { Screen } from '../../../shared/identity/devices/device.ts'
import { rhythmOf, tasteOf } from './habits.ts'

export interface TownOptions {
  seed: string | number
  homes: number
  /** Absent = as everywhere. */
  kind?: TownKind
}

/** What makes a town hard. */
export interface TownKind {
  /** Share of homes whose network is theirs alone; the others share one with neighbours. */
  ownNetwork: number
  /** Share of grown-ups with a computer beside the phone. */
  computers: number
  /** Chance that a product is shown to somebody at home, who opens it on a device of theirs within a day. */
  shown: number
  /** How much of taste and hours the people of a home have in common. */
  common: number
}

export const USUAL: TownKind = { ownNetwork: 0.5, computers: 0.65, shown: 0.12, common: 0.35 }

/** Somebody who shops, and what only the simulation knows of them. */
export interface Townsperson {
  id: number
  home: Home
  /** Network of the place of work; undefined = none, or at home. */
  work: string | undefined
  /** Probability of each hour of the week, UTC. */
  rhythm: readonly number[]
  /** Favourite categories, by weight. */
  taste: readonly number[]
  devices: Townsdevice[]
  /** Visits to the shop in four weeks. */
  visits: number
}

export interface Townsdevice {
  id: string
  screen: Screen
  language: string
  /** Network of the mobile carrier; undefined = it is never online on the way. */
  carrier: string | undefined
  /** Whose it is mostly. */
  owner: Townsperson
}

export interface Home {
  kind: 'single' | 'couple' | 'family' | 'shared flat'
  /** Networks week by week: many providers hand out another address now and then. */
  networks: string[]
  people: Townsperson[]
}

export interface Town {
  homes: Home[]
  people: Townsperson[]
  cafes: string[]
  kind: TownKind
}

export const WEEKS = 4
const CATEGORIES = 24
/** Homes of one /24: a provider's customers of one street. */
const NEIGHBOURS = 4

/** People, homes, devices, offices, cafés and carriers, by chance from a seed. */
export function makeTown({ seed, homes: count, kind = USUAL }: TownOptions): Town {
  const random = seededRandom(seed)
  const prefixes = Math.ceil(count / 2)
  const networkOf = (home: number) =>
    random.chance(kind.ownNetwork)
      ? `home-${home}-${random.integer(1, 1e6)}`
      : `street-${random.integer(1, Math.ceil(prefixes / NEIGHBOURS))}`
  const offices = Array.from({ length: Math.ceil(count / 12) }, (_, i) => `office-${i}`)
  const cafes = Array.from({ length: Math.ceil(count / 30) }, (_, i) => `cafe-${i}`)
  const carriers = ['carrier-a', 'carrier-b', 'carrier-c']
  const town: Town = { homes: [], people: [], cafes, kind }
  for (let number = 0; number < count; number++) {
    const home = makeHome(random, () => networkOf(number))
    town.homes.push(home)
    for (const person of movedIn(random, home, { first: town.people.length, offices, carriers, kind }))
      town.people.push(person)
  }
  return town
}

function makeHome(random: SeededRandom, networkOf: () => string): Home {
  const kind = random.weighted(
    ['single', 'couple', 'family', 'shared flat'] as const,
    (each) => ({ single: 3, couple: 4, family: 3, 'shared flat': 1 })[each],
  )
  const networks = [networkOf()]
  while (networks.length < WEEKS) networks.push(random.chance(0.85) ? networks.at(-1)! : networkOf())
  return { kind, networks, people: [] }
}

interface MovingIn {
  first: number
  offices: readonly string[]
  carriers: readonly string[]
  kind: TownKind
}

function movedIn(
  random: SeededRandom,
  home: Home,
  { first, offices, carriers, kind }: MovingIn,
): Townsperson[] {
  const size = { single: 1, couple: 2, family: random.integer(3, 5), 'shared flat': random.integer(2, 4) }[
    home.kind
  ]
  const language = languageOf(random)
  const isShared = home.kind !== 'shared flat'
  // What a home has in common: the sofa, the children, the evening.
  const common = { taste: tasteOf(random, CATEGORIES), rhythm: rhythmOf(random) }
  for (let index = 0; index < size; index++) {
    const isChild = home.kind === 'family' && index > 1
    const own = tasteOf(random, CATEGORIES)
    const ownRhythm = rhythmOf(random)
    const mixed = (mine: readonly number[], ours: readonly number[], share: number) =>
      mine.map((value, i) => (1 - share) * value + share * ours[i]!)
    const person: Townsperson = {
      id: first + index,
      home,
      work: !isChild && random.chance(0.6) ? random.pick(offices) : undefined,
      rhythm: isShared ? mixed(ownRhythm, common.rhythm, kind.common) : ownRhythm,
      taste: isShared ? mixed(own, common.taste, kind.common) : own,
      devices: [],
      visits: Math.max(1, Math.round(Math.exp(1.9 + 0.8 * random.normal()))),
    }
    const spoken = isShared && random.chance(0.92) ? language : languageOf(random)
    person.devices = devicesOf(random, person, {
      language: spoken,
      carrier: random.pick(carriers),
      computers: isChild ? 0 : kind.computers,
      isChild,
    })
    home.people.push(person)
  }
  return home.people
}

interface Buying {
  language: string
  carrier: string
  computers: number
  isChild: boolean
}

function devicesOf(
  random: SeededRandom,
  owner: Townsperson,
  { language, carrier, computers, isChild }: Buying,
): Townsdevice[] {
  const screens: Screen[] = isChild
    ? [random.pick(['phone', 'tablet'] as const)]
    : [
        'phone',
        ...(random.chance(computers) ? (['desktop'] as const) : []),
        ...(random.chance(computers / 5) ? (['tablet'] as const) : []),
      ]
  return screens.map((screen, index) => ({
    id: `p${owner.id}-${index}`,
    screen,
    // Now and then the laptop speaks another language than the phone.
    language: random.chance(0.95) ? language : languageOf(random),
    carrier: screen === 'phone' ? carrier : undefined,
    owner,
  }))
}

function languageOf(random: SeededRandom): string {
  return random.weighted(['it-IT', 'en-GB', 'en-US', 'de-DE', 'ro-RO', 'zh-CN'], (each) =>
    each === 'it-IT' ? 80 : 4,
  )
}
