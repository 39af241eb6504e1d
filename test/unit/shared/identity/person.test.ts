import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { refuseJoin } from '../../../../shared/identity/identifier-rules.ts'
import {
  compareMembers,
  type Edge,
  edgeId,
  join,
  loner,
  type PersonGraph,
  withoutEdge,
} from '../../../../shared/identity/person.ts'

const edge = (id: string, a: string, b: string): Edge => ({ id, a, b, at: 1, evidence: { kind: 'manual' } })

/** Somebody with one identifier of their own. */
const somebody = (member: string): PersonGraph => ({
  ...loner(member),
  identifiers: [{ type: 'email', hash: `h${member}`, home: member }],
})

test('joined and taken apart, everybody is who they were', () => {
  const [a, b] = [somebody('a'), somebody('b')]
  expect(withoutEdge(join(a, b, edge('1', 'a', 'b')), '1')).toEqual([a, b])
})

test('what came after the joining goes with the member it belongs to', () => {
  const person = join(somebody('a'), somebody('b'), edge('1', 'a', 'b'))
  const late = { type: 'phone', hash: 'late', home: 'b' }
  const [one, other] = withoutEdge({ ...person, identifiers: [...person.identifiers, late] }, '1')
  expect(one?.identifiers).toEqual(somebody('a').identifiers)
  expect(other?.identifiers).toEqual([...somebody('b').identifiers, late])
})

test('profiles come before claims, and those of identifiers before those of browsers', () => {
  expect(['c_0', 'p_f', 'p_0', 'p_1'].sort(compareMembers)).toEqual(['p_0', 'p_1', 'p_f', 'c_0'])
})

test('an edge is the same from both ends, and another one for other evidence', () => {
  const told = { a: 'p_1', b: 'c_0', at: 1, evidence: { kind: 'login', type: 'user_id' } } as const
  expect(edgeId(told)).toBe('login.user_id.p_1.c_0')
  expect(edgeId({ ...told, a: 'c_0', b: 'p_1', at: 2 })).toBe(edgeId(told))
  expect(edgeId({ ...told, evidence: { kind: 'manual' } })).toBe('manual.p_1.c_0')
})

test('a second edge between the same people holds them', () => {
  const person = join(somebody('a'), somebody('b'), edge('1', 'a', 'b'))
  const twice = join(person, person, edge('2', 'b', 'a'))
  expect(withoutEdge(twice, '1')).toEqual([{ ...person, edges: [edge('2', 'b', 'a')] }])
})

test('in whatever order people are joined, they are the same person', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const edges = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).filter(([a, b]) => a !== b),
    { maxLength: 8, selector: (pair) => pair.join() },
  )
  fc.assert(
    fc.property(
      edges.chain((pairs) => {
        const all = pairs.map(([a, b], index) => edge(String(index), a, b))
        return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))
      }),
      ([inOrder, shuffled]) => {
        expect(people(names, shuffled)).toEqual(people(names, inOrder))
      },
    ),
  )
})

test('taking an edge away is as if it had never been', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const pairs = fc.array(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).filter(([a, b]) => a !== b),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(pairs, fc.nat(), (ends, pick) => {
      const edges = ends.map(([a, b], index) => edge(String(index), a, b))
      const gone = edges[pick % edges.length]!
      const everybody = people(names, edges)
      const person = everybody.find(({ edges: own }) => own.some(({ id }) => id === gone.id))!
      const others = everybody.filter((each) => each !== person)
      const after = [...others, ...withoutEdge(person, gone.id)].sort(byHead)
      expect(after).toEqual(
        people(
          names,
          edges.filter((each) => each !== gone),
        ),
      )
    }),
  )
})

/** Everybody, after all edges. */
function people(names: string[], edges: readonly Edge[]): PersonGraph[] {
  const byMember = new Map(names.map((name) => [name, somebody(name)]))
  for (const each of edges) {
    const joined = join(byMember.get(each.a)!, byMember.get(each.b)!, each)
    for (const member of joined.members) byMember.set(member, joined)
  }
  return [...new Set(byMember.values())].sort(byHead).map(sorted)
}

function sorted(person: PersonGraph): PersonGraph {
  return { ...person, identifiers: person.identifiers.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)) }
}

function byHead(a: PersonGraph, b: PersonGraph): number {
  return a.members[0]! < b.members[0]! ? -1 : 1
}

const known = (member: string, ...identifiers: [string, string][]): PersonGraph => ({
  ...loner(member),
  identifiers: identifiers.map(([type, hash]) => ({ type, hash, home: member })),
})
const emails = (count: number, from = 0): [string, string][] =>
  Array.from({ length: count }, (_each, index) => ['email', `e${from + index}`])

test.each([
  ['nothing known', known('a'), known('b'), null],
  ['one known', known('a', ['user_id', '1']), known('b'), null],
  ['the same user', known('a', ['user_id', '1']), known('b', ['user_id', '1']), null],
  [
    'two users',
    known('a', ['user_id', '1']),
    known('b', ['user_id', '2']),
    { reason: 'different-unique-ids', type: 'user_id' },
  ],
  ['five addresses', known('a', ...emails(3)), known('b', ...emails(2, 3)), null],
  [
    'six addresses',
    known('a', ...emails(3)),
    known('b', ...emails(3, 3)),
    { reason: 'limit', type: 'email', limit: 5 },
  ],
  ['shared addresses count once', known('a', ...emails(5)), known('b', ...emails(5)), null],
  ['a type without a rule', known('a', ['constructor', '1']), known('b', ['constructor', '2']), null],
])('may they be one person: %s', (_name, one, other, expected) => {
  expect(refuseJoin(one, other)).toEqual(expected)
})
