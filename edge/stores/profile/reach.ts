import type { Env } from '../../env.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { Asked, Moved } from './contract.ts'
import type { Profile } from './profile.ts'

/** Mostly none; one where a person was just joined. More only while several merges or splits are under way. */
const MOST_HOPS = 20

/** Calls the object of a profile, or that of who answers for it now. */
export async function reachPerson<Called extends Promise<unknown>>(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
  call: (stub: DurableObjectStub<Profile>, asked: Asked) => Called,
): Promise<Exclude<Awaited<Called>, Moved>> {
  let at = profile
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const reply: unknown = await call(profileStub(env, shop, at), {
      shop: shop.id,
      profile: at,
      member: profile,
    })
    if (!isMoved(reply)) return reply as Exclude<Awaited<Called>, Moved>
    at = reply.to
  }
  throw new Error(`${profile} is being joined or taken apart over and over`)
}

function isMoved(reply: unknown): reply is Moved {
  return typeof reply === 'object' && reply !== null && 'status' in reply && reply.status === 'moved'
}
