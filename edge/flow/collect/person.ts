import type { Visit } from '../../stores/profile/contract.ts'

/** How a person was found. */
export type PersonKind =
  /** By the signed cookie, or by a new one. */
  | 'handle'
  /** By an id anyone could have sent. */
  | 'claim'
  /** By the shop's word: the secret key or a proof. */
  | 'known'

/** Whose events these are, and whether the request may read what is kept about them. */
export interface Person {
  kind: PersonKind
  /** The profile that the events belong to for ever. */
  profile: string
  /** Who answers for it, as the cookie has it. */
  hint?: string
  /** Hash of the user id by which the shop named the person. */
  identity?: string
  source: string
  mayRead: boolean
  /** The profile was made for this very request. */
  isNew: boolean
}

/** One person's part of a request: one call of one object. */
export interface PersonGroup {
  person: Person
  events: Visit['events']
  consent?: NonNullable<Visit['consent']>
  /** The identifier a proof vouches for; to be linked to the person after the visit. */
  known?: { type: 'user_id'; value: string }
}
