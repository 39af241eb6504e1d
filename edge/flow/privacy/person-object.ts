import type { Env } from '../../env.ts'
import type { ShopPlace } from '../../lib/object-id.ts'
import { tooManyRequests } from '../../lib/problem.ts'
import type { Asked, ProfileRecord, Visit, VisitReply } from '../../stores/profile/contract.ts'
import type { Profile } from '../../stores/profile/profile.ts'
import { reachPerson } from '../../stores/profile/reach.ts'

/** The one person it is about. */
export interface Whose {
  shop: ShopPlace
  profile: string
}

type ProfileEnv = Pick<Env, 'PROFILE'>

/** Everything computed about the person; null = nobody is known there, or was erased. */
export async function readPerson(env: ProfileEnv, { shop, profile }: Whose): Promise<ProfileRecord | null> {
  return reachPerson(env, shop, profile, (stub, asked) => stub.read(asked))
}

/** Appends to a person; null = nobody is there any more. 429 where one person gets too much. */
export async function visitPerson(
  env: ProfileEnv,
  { shop, profile }: Whose,
  visit: Omit<Visit, 'shop' | 'profile'>,
): Promise<Extract<VisitReply, { status: 'ok' }> | null> {
  const send = async (stub: DurableObjectStub<Profile>, asked: Asked): Promise<VisitReply> =>
    stub.visit({ shop, profile: asked.profile, home: profile, ...visit })
  const reply = await reachPerson(env, shop, profile, send)
  if (reply.status === 'busy')
    throw tooManyRequests(reply.retryAfterSeconds, 'Too many requests for one person')
  return reply.status === 'ok' ? reply : null
}
