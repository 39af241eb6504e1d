import { compareMembers, type PersonGraph } from '../../../shared/identity/person.ts'
import type { Handover, IdentityRecord, MemberKey, OpenRequest } from './join-contract.ts'
import type { Person } from './person.ts'
import type { EdgeRecord, PersonTable } from './person-table.ts'

/** Whom an object answers for: the graph of one person, or the way to who has it. All methods are synchronous. */
export class Kin {
  readonly #person: Person

  constructor(person: Person) {
    this.#person = person
  }

  get table(): PersonTable {
    return this.#person.storage.person
  }

  get forward(): string | null {
    return this.table.of('forward').get('to')?.to ?? null
  }

  /** Who is to be asked about a member; null = this object. */
  where(member: string, own: string): string | null {
    if (this.forward) return this.forward
    if (member === own || this.table.of('member').has(member)) return null
    return this.table.of('elsewhere').get(member)?.head ?? member
  }

  get graph(): PersonGraph {
    const edges = [...this.table.of('edge').values()].filter(({ state }) => state !== 'split')
    return {
      members: this.#members.map(({ id }) => id),
      edges: edges.map(({ id, a, b, at, evidence }) => ({ id, a, b, at, evidence })),
      identifiers: this.#person.knownBy.all,
    }
  }

  /** Everything that a head hands on; `homes`: of a part alone. */
  handover(homes: ReadonlySet<string> = new Set(this.#members.map(({ id }) => id))): Handover {
    const edges = [...this.table.of('edge').values()]
    return {
      members: this.#members.filter(({ id }) => homes.has(id)),
      edges: edges.filter(({ a, b }) => homes.has(a) || homes.has(b)),
      identifiers: this.#person.knownBy.all.filter(({ home }) => homes.has(home)),
    }
  }

  /** Takes in another head's people, whole. */
  takeOver({ members, edges, identifiers }: Handover): void {
    for (const { id } of members) this.table.drop('elsewhere', id)
    const others = members.filter(({ id }) => id !== this.#own)
    const unknown = identifiers.map((known) => [`${known.type}/${known.hash}`, known] as const)
    this.table.putAll('member', new Map(others.map(({ id, logKey }) => [id, { logKey }])))
    this.table.putAll(
      'edge',
      new Map(edges.filter((edge) => this.#isNews(edge)).map((edge) => [edge.id, edge])),
    )
    this.table.putAll('identifier', new Map(unknown.filter(([key]) => !this.table.of('identifier').has(key))))
  }

  /** Begins to answer for a part again. */
  open({ stayed, from, ...handover }: OpenRequest): void {
    for (const kind of ['forward', 'member', 'edge', 'identifier'] as const) this.table.dropAll(kind)
    this.takeOver(handover)
    for (const member of stayed) this.table.put('elsewhere', member, { head: from })
  }

  /** Lets go of a part that somebody else answers for now. */
  release(members: readonly string[], head: string): void {
    const isGone = new Set(members)
    for (const member of members) {
      this.table.drop('member', member)
      this.table.put('elsewhere', member, { head })
    }
    for (const [id, { a, b }] of this.table.of('edge')) {
      if (isGone.has(a) && isGone.has(b)) this.table.drop('edge', id)
    }
    for (const [key, { home }] of this.table.of('identifier')) {
      if (isGone.has(home)) this.table.drop('identifier', key)
    }
  }

  /** Writes a step to an edge's log, and what the edge is after it. */
  log(edge: EdgeRecord | Omit<EdgeRecord, 'steps'>, step: string, at: number): void {
    const { steps = [] } = this.table.of('edge').get(edge.id) ?? {}
    this.table.put('edge', edge.id, { ...edge, steps: [...steps, { step, at }] })
  }

  get record(): IdentityRecord {
    const { members, identifiers } = this.graph
    return {
      profile: this.#own,
      members: [...members],
      identifiers: identifiers.map(({ type, home }) => ({ type, member: home })),
      edges: [...this.table.of('edge').values()],
    }
  }

  /** How many members there are. */
  get size(): number {
    return this.table.of('member').size + 1
  }

  /** The key that a member's log lines are sealed with; undefined = it is not this object's to know. */
  logKeyOf(member: string): string | undefined {
    if (member === this.#own) return this.#person.self?.logKey
    const leaving = [...this.table.of('leaving').values()].flatMap(({ members }) => members)
    const known = this.table.of('member').get(member) ?? leaving.find(({ id }) => id === member)
    return known?.logKey
  }

  get #own(): string {
    return this.#person.self?.profile ?? ''
  }

  get #members(): MemberKey[] {
    const others = [...this.table.of('member')].map(([id, { logKey }]) => ({ id, logKey }))
    const own = { id: this.#own, logKey: this.#person.self?.logKey ?? '' }
    return [own, ...others].sort((a, b) => compareMembers(a.id, b.id))
  }

  #isNews({ id, steps }: EdgeRecord): boolean {
    const known = this.table.of('edge').get(id)
    return !known || (known.steps.at(-1)?.at ?? 0) < (steps.at(-1)?.at ?? 0)
  }
}
