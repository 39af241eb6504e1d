import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../../demo/lib/random.ts'
import { clusterPairs } from '../../../../../shared/identity/match/cluster.ts'
import { type Matching, matchRecords } from '../../../../../shared/identity/match/match-records.ts'
import { trainMatcher } from '../../../../../shared/identity/match/matcher.ts'
import type { MatchRecord } from '../../../../../shared/identity/match/record.ts'
import { type Crowd, type GeneratedRecord, generatedPeople } from './generated-people.ts'

const CROWD: Crowd = { people: 300, repeated: 0.4, families: 0.3 }

const random = () => seededRandom('match').next

function matched(records: readonly MatchRecord[]): { matching: Matching; clusters: MatchRecord[][] } {
  const matching = matchRecords(records, trainMatcher(records, { random: random(), randomPairs: 50_000 }))
  return { matching, clusters: clusterPairs(matching) }
}

/** Pairs that are joined and rightly so, all that are joined, all that should be. */
function pairsOf(records: readonly GeneratedRecord[], clusters: readonly (readonly MatchRecord[])[]) {
  const personOf = new Map(records.map(({ id, person }) => [id, person]))
  const count = (n: number) => (n * (n - 1)) / 2
  const sizes = (keys: number[]) => [...countsOf(keys).values()].map(count)
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    right: sum(clusters.flatMap((members) => sizes(members.map(({ id }) => personOf.get(id)!)))),
    joined: sum(clusters.map(({ length }) => count(length))),
    wanted: sum(sizes(records.map(({ person }) => person))),
  }
}

function countsOf<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Clusters by the contents of their records, so that ids and order do not matter. */
function contents(clusters: readonly (readonly MatchRecord[])[]): string[] {
  return clusters
    .map((members) =>
      members
        .map(({ values }) => JSON.stringify(values))
        .sort()
        .join('\n'),
    )
    .sort()
}

test.each<[string, Crowd, { precision: number; recall: number }]>([
  ['people alone', { people: 300, repeated: 0.4 }, { precision: 0.99, recall: 0.99 }],
  ['families at one address', CROWD, { precision: 0.99, recall: 0.9 }],
  ['few duplicates among families', { ...CROWD, repeated: 0.1 }, { precision: 0.99, recall: 0.85 }],
  ['more is missing and wrong', { ...CROWD, slips: 0.2, missing: 0.3 }, { precision: 0.98, recall: 0.7 }],
])('records of one person find each other: %s', (_name, crowd, { precision, recall }) => {
  const records = generatedPeople(crowd)
  const { right, joined, wanted } = pairsOf(records, matched(records).clusters)
  expect(right / joined).toBeGreaterThanOrEqual(precision)
  expect(right / wanted).toBeGreaterThanOrEqual(recall)
})

test.each([0, 0.5])('nobody is joined where nobody came twice (families: %d)', (families) => {
  const records = generatedPeople({ people: 500, repeated: 0, families })
  expect(pairsOf(records, matched(records).clusters).joined).toBe(0)
})

test('neither the order of the rows nor their ids have any influence', () => {
  const records = generatedPeople(CROWD)
  const renamed = records.map(({ values }, index) => ({ id: `zz${(index * 7919) % 100_003}`, values }))
  const shuffled = seededRandom('shuffle').sample(renamed, renamed.length)
  expect(contents(matched(shuffled).clusters)).toEqual(contents(matched(records).clusters))
})

test('a record that says nothing stays alone', () => {
  const records = [
    ...generatedPeople(CROWD),
    { id: 'empty', values: {} },
    { id: 'blank', values: { surname: ' ' } },
  ]
  const alone = matched(records)
    .clusters.filter((members) => members.length === 1)
    .flat()
  expect(alone.map(({ id }) => id)).toEqual(expect.arrayContaining(['empty', 'blank']))
})

test.each([[[]], [[{ id: 'one', values: { surname: 'lovelace' } }]]])(
  'too few records are no error',
  (records) => {
    expect(matched(records).clusters).toHaveLength(records.length)
  },
)

describe('people who look alike', () => {
  const ada = {
    first_name: 'ada',
    surname: 'lomaro',
    dob: '1984-02-17',
    street: '7 kavemo street',
    city: 'york',
    postcode: '10033',
    phone: '0555123456',
    email: 'ada@post.example',
  }
  const crowd = generatedPeople({ ...CROWD, people: 600 })
  const matcher = trainMatcher(crowd, { random: random(), randomPairs: 50_000 })
  const linked = (other: Partial<typeof ada>, one: Partial<typeof ada> = ada) => {
    const pair = [
      { id: 'one', values: one },
      { id: 'other', values: other },
    ]
    const clusters = clusterPairs(matchRecords([...crowd, ...pair], matcher))
    return clusters.some((members) => pair.every(({ id }) => members.some((member) => member.id === id)))
  }

  test.each<[string, Partial<typeof ada>, boolean]>([
    ['the same again', ada, true],
    ['names exchanged', { ...ada, first_name: 'lomaro', surname: 'ada', phone: '' }, true],
    ['a slip in every name', { ...ada, first_name: 'adda', surname: 'lomraro', email: '' }, true],
    ['half of it missing', { first_name: 'ada', surname: 'lomaro', dob: ada.dob, phone: ada.phone }, true],
    [
      'moved',
      { ...ada, street: '91 tobale street', city: 'bath', postcode: '10299', phone: '0555999999' },
      true,
    ],
    ['a twin', { ...ada, first_name: 'grace', email: 'grace@web.example' }, false],
    ['a twin without e-mail', { ...ada, first_name: 'grace', email: '' }, false],
    ['a mother of the same name', { ...ada, dob: '1955-11-30', email: 'lomaro55@web.example' }, false],
    ['a brother', { ...ada, first_name: 'victor', dob: '1987-09-05', email: 'vic@web.example' }, false],
  ])('%s', (_name, other, expected) => expect(linked(other)).toBe(expected))
})

describe('the weight of a value', () => {
  const records = generatedPeople({ people: 400, repeated: 0.4 })
  const { matching } = matched(records)
  const surnameBits = (surname: (count: number) => boolean) => {
    const counts = countsOf(matching.records.map(({ values }) => values.surname))
    const pair = matching.pairs.find(({ a, b }) => {
      const [first, second] = [matching.records[a]!.values.surname!, matching.records[b]!.values.surname!]
      return first === second && first !== '' && surname(counts.get(first)!)
    })!
    return matching.evidence(pair.a, pair.b).find(({ field }) => field === 'surname')!
  }

  test('a rare surname that agrees says more than a common one', () => {
    const rare = surnameBits((count) => count <= 3)
    const common = surnameBits((count) => count >= 10)
    expect(rare.bits).toBeGreaterThan(common.bits + 1)
    expect(rare.words).toMatch(/^surname agrees exactly(, rare)?: \+\d+\.\d bits$/)
    expect(common.words).toContain('common')
  })

  test('the evidence adds up to the bits of the pair, but for the prior', () => {
    const priors = matching.pairs.map(
      ({ a, b, bits }) => bits - matching.evidence(a, b).reduce((sum, field) => sum + field.bits, 0),
    )
    const [first, ...others] = priors
    // Less than a bit for a home is not worth a word.
    for (const prior of others) expect(Math.abs(prior - first!)).toBeLessThan(1)
  })

  test('no value is told in the evidence', () => {
    const { a, b } = matching.pairs[0]!
    const words = matching
      .evidence(a, b)
      .map((field) => field.words)
      .join()
    for (const value of Object.values(matching.records[a]!.values))
      if (value) expect(words).not.toContain(value)
  })

  test('verdicts follow the probability', () => {
    for (const { probability, verdict } of matching.pairs) {
      expect(probability).toBeGreaterThanOrEqual(0.9)
      expect(verdict).toBe(probability >= 0.999 ? 'link' : 'suggestion')
    }
  })
})

test('two unique ids are never joined, nor through a third record', () => {
  const records: MatchRecord[] = generatedPeople({ people: 200, repeated: 0.4 })
  const same = records[0]!.values
  const three = [
    { id: 'a', values: same, uniqueId: 'customer-1' },
    { id: 'b', values: same },
    { id: 'c', values: same, uniqueId: 'customer-2' },
  ]
  const { matching, clusters } = matched([...records, ...three])
  const idsOf = (members: readonly MatchRecord[]) =>
    new Set(members.flatMap(({ uniqueId }) => uniqueId ?? []))
  expect(clusters.every((members) => idsOf(members).size <= 1)).toBe(true)
  for (const { a, b } of matching.pairs) {
    expect(idsOf([matching.records[a]!, matching.records[b]!]).size).toBeLessThan(2)
  }
})
