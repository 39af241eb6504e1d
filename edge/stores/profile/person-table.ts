import type { IdentifierRule } from '../../../shared/identity/identifier-rules.ts'
import type { Edge, KnownIdentifier } from '../../../shared/identity/person.ts'
import type { IdentityChanged } from '../webhooks/contract.ts'
import type { Lent } from './lent.ts'

/** An edge as the object that answers for the person keeps it, also after it was taken away. */
export interface EdgeRecord extends Edge {
  state: 'joining' | 'joined' | 'copied' | 'split'
  /** What was done about it, oldest first. */
  steps: { step: string; at: number }[]
}

/** Where a walk through another object's rows goes on. */
export interface PageCursor {
  rows: number
  copies: number
}

/** What the table holds, by kind and key. */
export interface PersonRows {
  /** By profile id: the other members this object answers for, with the key of their log lines. */
  member: { logKey: string }
  /** By id. */
  edge: EdgeRecord
  /** By type and hash. */
  identifier: KnownIdentifier
  /** One row, key `to`: this object answers for nobody any more. */
  forward: { to: string; at: number }
  /** By profile id: who was a member and is led by somebody else now. */
  elsewhere: { head: string }
  /** By edge: begun, and not yet known to be done. */
  joining: {
    edge: Edge
    loser: string
    known: KnownIdentifier[]
    rules: Record<string, IdentifierRule> | null
  }
  /** By the object it comes from: history that is still to be copied. */
  pull: { homes: string[]; cursor: PageCursor | null; isRead: boolean; edge: string }
  /** By edge: the part that is about to open elsewhere. */
  splitting: { edge: string; head: string; members: string[]; stayed: string[]; at: number }
  /** By edge: the part that has opened elsewhere, until it has everything. */
  leaving: {
    edge: string
    head: string
    members: { id: string; logKey: string }[]
    stayed: string[]
    at: number
  }
  /** By the mark of the profile it comes from: what a softly linked profile is drawn to. */
  lent: Omit<Lent, 'from'>
  /** By id of the webhook: what destinations are still to be told. */
  news: IdentityChanged & { at: number }
}

type Kind = keyof PersonRows
type Rows = { [K in Kind]: Map<string, PersonRows[K]> }

/** Whom this object answers for, or who answers for it. Kept in memory, written through. */
export class PersonTable {
  readonly #sql: SqlStorage
  #rows: Rows = empty()

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  load(): void {
    this.#rows = empty()
    for (const { kind, key, json } of this.#sql.exec('SELECT kind, key, json FROM person')) {
      const map = this.#rows[kind as Kind] as Map<string, unknown>
      map.set(String(key), JSON.parse(String(json)))
    }
  }

  of<K extends Kind>(kind: K): ReadonlyMap<string, PersonRows[K]> {
    return this.#rows[kind]
  }

  put<K extends Kind>(kind: K, key: string, value: PersonRows[K]): void {
    const json = JSON.stringify(value)
    const known = this.#rows[kind].get(key)
    if (known !== undefined && JSON.stringify(known) === json) return
    this.#rows[kind].set(key, value)
    this.#sql.exec('INSERT OR REPLACE INTO person VALUES (?, ?, ?)', kind, key, json)
  }

  /** Many at once: a large person is handed over in a few statements. */
  putAll<K extends Kind>(kind: K, values: ReadonlyMap<string, PersonRows[K]>): void {
    if (values.size === 0) return
    for (const [key, value] of values) this.#rows[kind].set(key, value)
    const texts = JSON.stringify([...values].map(([key, value]) => [key, JSON.stringify(value)]))
    this.#sql.exec(
      `INSERT OR REPLACE INTO person
       SELECT ?, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)`,
      kind,
      texts,
    )
  }

  /** Zeros over the bytes first: a row may hold a key or somebody's words. */
  drop(kind: Kind, key: string): void {
    if (!this.#rows[kind].delete(key)) return
    this.#sql.exec(
      'UPDATE person SET json = zeroblob(LENGTH(CAST(json AS BLOB))) WHERE kind = ? AND key = ?',
      kind,
      key,
    )
    this.#sql.exec('DELETE FROM person WHERE kind = ? AND key = ?', kind, key)
  }

  dropAll(kind: Kind): void {
    for (const key of [...this.#rows[kind].keys()]) this.drop(kind, key)
  }

  /** After everything was deleted. */
  forget(): void {
    this.#rows = empty()
  }
}

function empty(): Rows {
  return {
    member: new Map(),
    edge: new Map(),
    identifier: new Map(),
    forward: new Map(),
    elsewhere: new Map(),
    joining: new Map(),
    pull: new Map(),
    splitting: new Map(),
    leaving: new Map(),
    lent: new Map(),
    news: new Map(),
  }
}
