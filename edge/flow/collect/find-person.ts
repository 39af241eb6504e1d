import type { Env } from '../../env.ts'
import type { Caller } from '../../lib/caller.ts'
import { type ClaimType, claimProfile } from '../../lib/claim.ts'
import { type Handle, mintHandle } from '../../lib/handle.ts'
import { identifierHash } from '../../lib/identifier-hash.ts'
import type { Person } from './person.ts'

/**
 * The profile of an identifier that the shop vouches for. `time` is when something happened that is to be kept, and
 * makes a profile where there is none; null only looks. Answers null for nobody, and for a person erased since then.
 */
export type ResolveKnown = (type: string, value: string, time: number | null) => Promise<string | null>

/** The ids an event comes with, its own or its request's. */
export interface StatedIds {
  userId?: string | undefined
  anonymousId?: string | undefined
  /** Secret key only. */
  profile?: string | undefined
}

/** What is true of the whole request. */
export interface RequestIdentity {
  env: Pick<Env, 'COOKIE_SECRET'>
  caller: Caller
  /** From a valid cookie; never set for a request from another site. */
  handle?: Handle | undefined
  /** From the shop's own site, with consent, and nobody claims an anonymous id: a handle may be made. */
  mayMint: boolean
  /** What a new handle is derived from, if it cannot be guessed: the first event's message id. */
  seed?: string | undefined
  /** The user id that a proof vouches for. */
  provenUserId?: string | undefined
  resolveKnown: ResolveKnown
}

/** The way from ids to a person. Equal ways lead to the same person. */
export type Way =
  | { by: 'handle'; handle: Handle }
  | { by: 'new handle' }
  | { by: 'proof'; userId: string }
  | { by: 'claim'; type: ClaimType; value: string }
  | { by: 'profile'; profile: string }
  | { by: 'user id'; userId: string }
  | { by: 'nothing' }

/**
 * Which way is open. The public key appends: with the cookie to its handle, else to a new one, else with a proof to
 * the proven person, else to whatever belongs to the claimed id alone. The secret key is believed.
 */
export function chooseWay(ids: StatedIds, request: RequestIdentity): Way {
  const { caller, handle, mayMint, provenUserId } = request
  const { profile, userId, anonymousId } = ids
  if (caller.role === 'secret') {
    if (profile !== undefined) return { by: 'profile', profile }
    if (userId !== undefined) return { by: 'user id', userId }
    if (anonymousId !== undefined) return { by: 'claim', type: 'anonymous_id', value: anonymousId }
    // A storefront's server passes the shopper's cookie on.
    return handle ? { by: 'handle', handle } : { by: 'nothing' }
  }
  if (handle) return { by: 'handle', handle }
  if (mayMint) return { by: 'new handle' }
  if (provenUserId !== undefined) return { by: 'proof', userId: provenUserId }
  if (anonymousId !== undefined) return { by: 'claim', type: 'anonymous_id', value: anonymousId }
  if (userId !== undefined) return { by: 'claim', type: 'user_id', value: userId }
  return { by: 'nothing' }
}

/** Goes the way; undefined = it leads to nobody. For `time` see {@link ResolveKnown}. */
export async function findPerson(
  way: Way,
  request: RequestIdentity,
  time: number | null,
): Promise<Person | undefined> {
  const { env, caller, seed, resolveKnown } = request
  const isServer = caller.role === 'secret'
  const person = (kind: Person['kind'], { profile, source, hint }: Handle, isNew = false): Person => ({
    kind,
    profile,
    ...(hint && { hint }),
    source: isServer ? SERVER_SOURCE : source,
    // A proof says who somebody is, not that this browser may be answered: that takes the handle.
    mayRead: isServer || kind === 'handle',
    isNew,
  })
  switch (way.by) {
    case 'handle':
      return person('handle', way.handle)
    case 'new handle':
      return person('handle', await mintHandle(env, caller.shop.id, seed), true)
    case 'claim':
      return person('claim', await claimProfile(env, caller.shop.id, way.type, way.value))
    case 'profile':
      return person('known', { profile: way.profile, source: SERVER_SOURCE })
    case 'proof':
    case 'user id': {
      const profile = await resolveKnown('user_id', way.userId, time)
      const { source } = await claimProfile(env, caller.shop.id, 'user_id', way.userId)
      if (profile === null) return undefined
      const identity = await identifierHash(env, caller.shop.id, 'user_id', way.userId)
      return { ...person('known', { profile, source }), identity }
    }
    case 'nothing':
      return undefined
  }
}

/** Whoever holds the secret key speaks as the shop itself. */
const SERVER_SOURCE = 's'
