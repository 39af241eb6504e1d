/** Why two members are one person. */
export interface Evidence {
  kind: /** A browser proved to be a known user. */
    | 'login'
    /** The shop's server named both. */
    | 'stated'
    /** Both are known by one shared identifier, such as an e-mail address. */
    | 'shared-identifier'
    /** Two devices were used as one person's are, and a person at the shop agreed. */
    | 'devices'
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
  /** Profile ids in {@link compareMembers | order}; the first is the head's, unless a split left another in charge. */
  members: readonly string[]
  /** Those that stand. */
  edges: readonly Edge[]
  identifiers: readonly KnownIdentifier[]
}

/**
 * Who answers for whom: the first in this order. Profiles before claims, which anybody may fill; then by id, where
 * those made for identifiers (`p_0…`) come before those made for browsers, so that a known customer's long history
 * is not copied into a fresh one.
 */
export function compareMembers(a: string, b: string): number {
  const isClaim = (member: string) => (member.startsWith('c_') ? 1 : 0)
  return isClaim(a) - isClaim(b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** The same two members and the same kind of evidence are the same edge, however often and from which end it is told. */
export function edgeId({ a, b, evidence }: Omit<Edge, 'id'>): string {
  const [first, second] = [a, b].sort(compareMembers)
  return [evidence.kind, evidence.type, first, second].filter(Boolean).join('.')
}

/** The members at the ends of an edge, by its id; none if it is not one. */
export function edgeMembers(id: string): string[] {
  const ends = id.split('.').slice(-2)
  return ends.every((end) => /^[pc]_[0-9a-f]{32}$/.test(end)) ? ends : []
}

/** Somebody nobody is joined with. */
export function loner(member: string): PersonGraph {
  return { members: [member], edges: [], identifiers: [] }
}

/** Two people as one, by an edge between a member of each. */
export function join(one: PersonGraph, other: PersonGraph, edge: Edge): PersonGraph {
  return {
    members: [...new Set([...one.members, ...other.members])].sort(compareMembers),
    edges: [...new Map([...one.edges, ...other.edges, edge].map((each) => [each.id, each])).values()].sort(
      byId,
    ),
    identifiers: unique([...one.identifiers, ...other.identifiers]),
  }
}

/**
 * The people that are left without an edge: one, if other edges still connect its ends, else two. Each has its own
 * identifiers again, those that were first seen after the joining too.
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
  return [...new Set(groups.values())].map((group) => [...group].sort(compareMembers))
}

function byId(a: Edge, b: Edge): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function unique(identifiers: readonly KnownIdentifier[]): KnownIdentifier[] {
  const byValue = new Map(identifiers.map((known) => [`${known.type}\n${known.hash}`, known]))
  return [...byValue].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known)
}
