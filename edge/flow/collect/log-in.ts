import type { PersonGroup } from './person.ts'

/** Where a proven identifier leads. */
export interface Logins {
  hash(type: string, value: string): Promise<string>
  /** The profile that is known by it, or null. */
  lookup(hash: string): Promise<string | null>
  /** Makes it known as this profile's; answers who has it in the end. Null: erased since. */
  claim(hash: string, profile: string): Promise<string | null>
}

/** A group whose person has proved who they are. */
export interface LoggedIn extends PersonGroup {
  /** Hash of the proven identifier; the profile refuses it if somebody else is known there. */
  identity?: string
  /** The browser's handle leads to another profile from now on. */
  isMoved?: true
}

/**
 * Before the visit: a browser that proves a known id goes on in that person's profile, under its own source. What it
 * did before the login stays where it is.
 */
export async function logIn(group: PersonGroup, logins: Logins): Promise<LoggedIn> {
  if (!group.known) return group
  const identity = await logins.hash(group.known.type, group.known.value)
  const profile = await logins.lookup(identity)
  if (profile === null || profile === group.person.profile) return { ...group, identity }
  return { ...group, identity, person: { ...group.person, profile, isNew: false }, isMoved: true }
}

/** After the visit: an id that nobody was known by is this profile's now. */
export async function keepLogin(
  { identity, person, isMoved }: LoggedIn,
  profile: string,
  logins: Logins,
): Promise<string> {
  if (!identity || (isMoved && profile === person.profile)) return profile
  return (await logins.claim(identity, profile)) ?? profile
}
