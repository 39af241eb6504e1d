import { withHandle } from './other-handle.ts'
import type { PersonGroup } from './person.ts'

/** Where a proven identifier leads. */
export interface Logins {
  hash(type: string, value: string): Promise<string>
  /** The profile that is known by it, or null. */
  lookup(hash: string): Promise<string | null>
  /** Makes it known as this profile's; answers who has it in the end. Null: erased since. */
  claim(hash: string, profile: string): Promise<string | null>
  /** Makes two profiles one person; answers who answers for it. Null = they stay two. */
  join(browser: string, known: string): Promise<string | null>
  /** A source that no browser has had. */
  mintSource(): Promise<string>
}

/** A group whose person has proved who they are. */
export interface LoggedIn extends PersonGroup {
  /** Hash of the proven identifier; the profile refuses it if somebody else is known there. */
  identity?: string
  /** The proven identifier led to somebody before the visit. */
  isKnown?: true
  /** The browser's cookie says something else from now on. */
  isMoved?: true
}

/**
 * Before the visit: a browser that proves a known id is one person with whom it proves to be, its past included.
 * Where that must not be (somebody else has logged in here, or the two were taken apart), it goes on under a new
 * source that belongs to that person alone, and what it did before stays where it is.
 */
export async function logIn(group: PersonGroup, logins: Logins): Promise<LoggedIn> {
  if (!group.known) return group
  const { person } = group
  const identity = await logins.hash(group.known.type, group.known.value)
  const known = await logins.lookup(identity)
  if (known === null) return { ...group, identity }
  const loggedIn = { ...group, identity, isKnown: true as const }
  if (known === person.profile) return loggedIn
  // A browser that has done nothing yet has nothing to bring along.
  if (person.isNew) return { ...loggedIn, person: { ...person, profile: known, isNew: false }, isMoved: true }
  const head = await logins.join(person.profile, known)
  if (head !== null) {
    const isNearer = head !== (person.hint ?? person.profile)
    return { ...loggedIn, person: { ...person, hint: head }, ...(isNearer && { isMoved: true }) }
  }
  const other = withHandle(loggedIn, { source: await logins.mintSource(), profile: known })
  return { ...other, person: { ...other.person, isNew: false }, isMoved: true }
}

/** After the visit: an id that nobody was known by is this profile's now. Answers who answers for the person, if that is news. */
export async function keepLogin(
  { identity, known, isKnown, person }: LoggedIn,
  profile: string,
  logins: Logins,
): Promise<string | undefined> {
  if (!identity || !known || (isKnown && profile === person.profile)) return undefined
  const owner = await logins.claim(identity, profile)
  // Another browser has logged in at the same moment, and was first.
  if (owner === null || owner === profile) return undefined
  return (await logins.join(profile, owner)) ?? undefined
}
