/** Why two members are one person. */
export interface Evidence {
  kind: /** A browser proved to be a known user. */
    | 'login'
    /** The shop's server named both. */
    | 'stated'
    /** Both are known by one shared identifier, such as an e-mail address. */
    | 'shared-identifier'
    /** A person at the shop said so. */
    | 'manual'
  /** The identifier's type, where one led to it. */
  type?: string
  /** In the words of who said it. */
  reason?: string
}

/** Two members that are one person, until the edge is taken away. */
export interface Edge {
  id: string
  a: string
  b: string
  /** Epoch ms. */
  at: number
  evidence: Evidence
}

/** An identifier by its hash, and the member that it leads to. */
export interface KnownIdentifier {
  type: string
  hash: string
  home: string
}

/** One person: members that edges connect, and what is theirs. Plain JSON, never changed in place. */
export interface PersonGraph {
  /** Profile ids in order; the first is the head's, unless a split left a greater one in charge. */
  members: readonly string[]
  /** Those that stand. */
  edges: readonly Edge[]
  /** Source → the member it belongs to. */
  sources: Readonly<Record<string, string>>
  identifiers: readonly KnownIdentifier[]
}

/** Somebody nobody is joined with. */
export function loner(member: string): PersonGraph {
  return { members: [member], edges: [], sources: {}, identifiers: [] }
}

/** Two people as one, by an edge between a member of each. */
export function join(one: PersonGraph, other: PersonGraph, edge: Edge): PersonGraph {
  return {
    members: [...new Set([...one.members, ...other.members])].sort(),
    edges: [...new Map([...one.edges, ...other.edges, edge].map((each) => [each.id, each])).values()].sort(
      byId,
    ),
    sources: { ...other.sources, ...one.sources },
    identifiers: unique([...one.identifiers, ...other.identifiers]),
  }
}

/**
 * The people that are left without an edge: one, if other edges still connect its ends, else two. Each has its own
 * sources and identifiers again, those that were first seen after the joining too.
 */
export function withoutEdge(person: PersonGraph, edgeId: string): PersonGraph[] {
  const edges = person.edges.filter(({ id }) => id !== edgeId)
  return connected(person.members, edges).map((members) => part(person, edges, members))
}

function part(person: PersonGraph, edges: readonly Edge[], members: readonly string[]): PersonGraph {
  const isIn = new Set(members)
  return {
    members,
    edges: edges.filter(({ a }) => isIn.has(a)),
    sources: Object.fromEntries(Object.entries(person.sources).filter(([, home]) => isIn.has(home))),
    identifiers: person.identifiers.filter(({ home }) => isIn.has(home)),
  }
}

/** Members grouped by the edges between them; groups and members in order. */
function connected(members: readonly string[], edges: readonly Edge[]): string[][] {
  const groups = new Map(members.map((member) => [member, new Set([member])]))
  for (const { a, b } of edges) {
    const one = groups.get(a)
    const other = groups.get(b)
    if (!one || !other || one === other) continue
    for (const member of other) {
      one.add(member)
      groups.set(member, one)
    }
  }
  return [...new Set(groups.values())].map((group) => [...group].sort())
}

function byId(a: Edge, b: Edge): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function unique(identifiers: readonly KnownIdentifier[]): KnownIdentifier[] {
  const byValue = new Map(identifiers.map((known) => [`${known.type}\n${known.hash}`, known]))
  return [...byValue].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known)
}
