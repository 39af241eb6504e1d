import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DevicePair } from '../../../../../shared/identity/devices/match-devices.ts'
import {
  type Linkable,
  MOST_IN_CLUSTER,
  softLinks,
} from '../../../../../shared/identity/devices/soft-links.ts'
import { probabilityOfBits } from '../../../../../shared/identity/match/score.ts'

/** Pairs by name, such as `ab`, with their bits; the surest first. */
function pairsOf(bits: Record<string, number>): DevicePair[] {
  return Object.entries(bits)
    .map(([name, of]): DevicePair => {
      const probability = probabilityOfBits(of)
      const verdict = probability >= 0.999 ? 'link' : 'suggestion'
      return { a: name[0]!, b: name[1]!, bits: of, probability, verdict, evidence: [] }
    })
    .sort((x, y) => y.bits - x.bits)
}

interface Facts {
  about?: Record<string, Partial<Linkable> | undefined>
  refused?: string[]
  maxSize?: number
}

function linked(bits: Record<string, number>, { about = {}, refused = [], maxSize }: Facts = {}) {
  const found = softLinks(pairsOf(bits), {
    about: (profile) =>
      profile in about && about[profile] === undefined
        ? undefined
        : { mayLink: true, person: profile, uniqueIds: {}, ...about[profile] },
    isRefused: (a, b) => refused.includes(a + b),
    ...(maxSize !== undefined && { maxSize }),
  })
  const names = (pairs: DevicePair[]) => pairs.map(({ a, b }) => a + b)
  return { links: names(found.links), suggestions: names(found.suggestions) }
}

const anna = { uniqueIds: { user_id: 'anna' } }
const bruno = { uniqueIds: { user_id: 'bruno' } }
const fourOfThem = { ab: 20, ac: 19, bc: 18, ad: 17, bd: 16, cd: 15 }

test.each<[string, Record<string, number>, Facts, string[], string[]]>([
  ['.999 links', { ab: 10 }, {}, ['ab'], []],
  ['less is a question', { ab: 9 }, {}, [], ['ab']],
  [
    'who does not agree is neither linked nor asked about',
    { ab: 20 },
    { about: { b: { mayLink: false } } },
    [],
    [],
  ],
  ['nor who is gone', { ab: 20 }, { about: { a: undefined } }, [], []],
  ['nor two profiles that are one person already', { ab: 20 }, { about: { b: { person: 'a' } } }, [], []],
  ['nor what was refused', { ab: 20 }, { refused: ['ab'] }, [], []],
  ['two different unique ids are two people', { ab: 20 }, { about: { a: anna, b: bruno } }, [], []],
  ['the same one is no conflict', { ab: 20 }, { about: { a: anna, b: anna } }, ['ab'], []],
  [
    'unique ids do not meet through a third',
    { ab: 20, bc: 15 },
    { about: { a: anna, c: bruno } },
    ['ab'],
    [],
  ],
  ['a chain needs its ends to agree', { ab: 20, bc: 15 }, {}, ['ab'], ['bc']],
  ['somewhat is enough', { ab: 20, bc: 15, ac: 5 }, {}, ['ab', 'bc'], ['ac']],
  ['a weak edge joins nobody', { ab: 20, bc: 6, ac: 5 }, {}, ['ab'], ['bc', 'ac']],
  ['a cluster grows up to the most', fourOfThem, {}, Object.keys(fourOfThem), []],
  ['and not beyond', fourOfThem, { maxSize: 3 }, ['ab', 'ac', 'bc'], ['ad', 'bd', 'cd']],
])('%s', (_name, bits, facts, links, suggestions) => {
  expect(linked(bits, facts)).toEqual({ links, suggestions })
})

test('whatever the pairs, no cluster is too large, and nobody is in one with somebody else’s unique id', () => {
  const names = [...'abcdefgh']
  const all = names.flatMap((a, i) => names.slice(i + 1).map((b) => a + b))
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 4, max: 25 }), { minLength: all.length, maxLength: all.length }),
      fc.array(fc.constantFrom('anna', 'bruno', undefined), { minLength: 8, maxLength: 8 }),
      (bits, ids) => {
        const about = Object.fromEntries(
          names.map((name, i) => [name, { uniqueIds: ids[i] ? { user_id: ids[i] } : {} }]),
        )
        const { links } = linked(Object.fromEntries(all.map((pair, i) => [pair, bits[i]!])), { about })
        const clusterOf = new Map(names.map((name) => [name, new Set([name])]))
        for (const [a, b] of links.map(([a, b]) => [a!, b!] as const)) {
          const joined = new Set([...clusterOf.get(a)!, ...clusterOf.get(b)!])
          for (const name of joined) clusterOf.set(name, joined)
        }
        for (const cluster of clusterOf.values()) {
          expect(cluster.size).toBeLessThanOrEqual(MOST_IN_CLUSTER)
          const known = [...cluster].flatMap((name) => ids[names.indexOf(name)] ?? [])
          expect(new Set(known).size).toBeLessThanOrEqual(1)
        }
      },
    ),
    { numRuns: 200 },
  )
})
