import type { KnownIdentifier } from '../../../shared/identity/person.ts'
import type { Visit } from './contract.ts'
import type { PersonTable } from './person-table.ts'
import type { Self } from './storage.ts'

/** The identifier that everybody has one of. */
const USER_ID = 'user_id'

/** The identifiers that lead to a person, each with the member that it belongs to. */
export class KnownBy {
  readonly #table: PersonTable
  readonly #self: () => Self | null

  constructor(table: PersonTable, self: () => Self | null) {
    this.#table = table
    this.#self = self
  }

  get all(): KnownIdentifier[] {
    return [...this.#table.of('identifier').values(), ...this.#legacy]
  }

  /** Hashes of the user ids; more than one only from before they were unique. */
  get userIds(): string[] {
    return [...new Set(this.all.filter(({ type }) => type === USER_ID).map(({ hash }) => hash))]
  }

  /** Has somebody proved at this member who they are? */
  hasLoggedIn(member: string): boolean {
    return this.all.some(({ type, home }) => type === USER_ID && home === member)
  }

  /** Would this visit bring an identifier that is not known here yet? */
  isNews({ identity, knownBy }: Visit): boolean {
    const isKnown = (type: string, hash: string) => this.#table.of('identifier').has(`${type}/${hash}`)
    if (identity !== undefined) return !this.userIds.includes(identity)
    return knownBy !== undefined && !isKnown(knownBy.type, knownBy.hash)
  }

  /** Remembers what led here, once. */
  note(visit: Visit): void {
    const { identity, knownBy, profile, home = profile } = visit
    const known = identity !== undefined ? { type: USER_ID, hash: identity } : knownBy
    if (known && this.isNews(visit))
      this.#table.put('identifier', `${known.type}/${known.hash}`, { ...known, home })
  }

  /** What was noted of a login before there was a table for it. */
  get #legacy(): KnownIdentifier[] {
    const { identity, profile } = this.#self() ?? {}
    return identity && profile ? [{ type: USER_ID, hash: identity, home: profile }] : []
  }
}
