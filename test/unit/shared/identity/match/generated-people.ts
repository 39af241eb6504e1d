import { type SeededRandom, seededRandom } from '../../../../../demo/lib/random.ts'
import type { MatchRecord } from '../../../../../shared/identity/match/record.ts'

export interface GeneratedRecord extends MatchRecord {
  /** Who it is: the truth, which the matcher never sees. */
  person: number
}

export interface Crowd {
  seed?: string
  people: number
  /** Share of people with further records. */
  repeated: number
  /** Chance of a slip, and of a missing value, for each value of a further record. */
  slips?: number
  missing?: number
  /** Share of people who share surname, address and phone with the one before: families at one address. */
  families?: number
}

const GIVEN =
  'anna ben clara david emma felix grace henry ida jonas kate leo maria nils olga paul rosa sam tina victor'
const SURNAMES =
  'smith jones brown taylor wilson davies evans walker wright green hall wood lewis clarke king baker'
const SYLLABLES =
  'ba be bo da de do fa fe ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo'
const TOWNS = 'oxford bath leeds york derby ripon wells truro ely stroud'

/** People as a shop knows them; the same crowd gives the same records, in the order of the people. */
export function generatedPeople(crowd: Crowd): GeneratedRecord[] {
  const random = seededRandom(crowd.seed ?? 'crowd')
  const records: GeneratedRecord[] = []
  let before: Person | undefined
  for (let number = 0; number < crowd.people; number++) {
    const person = personOf(random, before && random.chance(crowd.families ?? 0) ? before : undefined)
    before = person
    const copies = random.chance(crowd.repeated) ? random.integer(1, 3) : 0
    for (let copy = 0; copy <= copies; copy++) {
      const values = copy === 0 ? { ...person } : damaged(random, person, crowd)
      records.push({ id: `r-${records.length}`, person: number, values })
    }
  }
  return records
}

type Person = Record<
  'first_name' | 'surname' | 'dob' | 'street' | 'city' | 'postcode' | 'phone' | 'email',
  string
>

function personOf(random: SeededRandom, family: Person | undefined): Person {
  const first_name = random.chance(0.8) ? random.pick(GIVEN.split(' ')) : invented(random, 2)
  const surname =
    family?.surname ?? (random.chance(0.3) ? random.pick(SURNAMES.split(' ')) : invented(random, 3))
  return {
    first_name,
    surname,
    dob: `${random.integer(1940, 2005)}-${twoDigits(random, 12)}-${twoDigits(random, 28)}`,
    street: family?.street ?? `${random.integer(1, 99)} ${invented(random, 3)} street`,
    city: family?.city ?? random.pick(TOWNS.split(' ')),
    postcode: family?.postcode ?? `${random.integer(10_000, 10_400)}`,
    phone: family?.phone ?? `0${random.integer(100_000_000, 999_999_999)}`,
    email: `${first_name}.${surname}${random.integer(1, 99)}@${random.pick(['post', 'mail', 'web'])}.example`,
  }
}

function damaged(
  random: SeededRandom,
  person: Person,
  { slips = 0.1, missing = 0.15 }: Crowd,
): Record<string, string> {
  const entries = Object.entries(person).map(([column, value]) => {
    if (random.chance(missing)) return [column, '']
    return [column, random.chance(slips) ? slip(random, value) : value]
  })
  return Object.fromEntries(entries)
}

/** One letter or digit replaced, lost, or exchanged with its neighbour. */
export function slip(random: SeededRandom, text: string): string {
  const at = random.integer(0, text.length - 2)
  const [left, here, next, right] = [text.slice(0, at), text[at]!, text[at + 1]!, text.slice(at + 2)]
  const other = /\d/.test(here)
    ? String((Number(here) + random.integer(1, 9)) % 10)
    : random.pick([...'aeinrst'])
  return left + random.pick([other + next, next, next + here]) + right
}

function invented(random: SeededRandom, syllables: number): string {
  return Array.from({ length: syllables }, () => random.pick(SYLLABLES.split(' '))).join('')
}

function twoDigits(random: SeededRandom, most: number): string {
  return String(random.integer(1, most)).padStart(2, '0')
}
