import { compareMembers, type Edge, edgeId, edgeMembers } from '../../../shared/identity/person.ts'
import type { ShopIdentifiers } from '../../../shared/identity/shop-identifiers.ts'
import type { Env } from '../../env.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { Moved } from './contract.ts'
import type { JoinReply, JoinRequest, Rules, SplitReply } from './join-contract.ts'
import { reachPerson } from './reach.ts'

/** More than one only where somebody else joins or parts the same people at the same time. */
const MOST_TRIES = 10

/** Who answers for them now, or why they stay two. */
export type Joined = Exclude<JoinReply, Moved>

/** Makes two profiles one person: both are led to who answers for them, and the first in order answers for all. */
export async function joinPeople(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  { rules, known, ...told }: Omit<Edge, 'id'> & Pick<JoinRequest, 'rules' | 'known'>,
): Promise<Joined> {
  const edge = { ...told, id: edgeId(told) }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const heads = await Promise.all([told.a, told.b].map((profile) => headOf(env, shop, profile)))
    const [winner, loser] = heads.sort(compareMembers) as [string, string]
    const request = { shop, profile: winner, loser, edge, known, rules }
    const reply = await profileStub(env, shop, winner).join(request)
    if (reply.status !== 'moved') return reply
  }
  throw new Error(`${told.a} and ${told.b} are being joined or taken apart over and over`)
}

/** Takes an edge of a person away. It may have gone with a part that has just left: then its own members know it. */
export async function splitPeople(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  { profile, edge }: { profile: string; edge: string },
): Promise<Exclude<SplitReply, Moved>> {
  const split = (member: string) =>
    reachPerson(env, shop, member, (stub, asked) => stub.split({ ...asked, shop, edge }))
  const reply = await split(profile)
  const [member] = edgeMembers(edge)
  return reply.status === 'unknown' && member !== undefined ? split(member) : reply
}

/** What speaks against a joining, of a shop's types of identifier. */
export function joinRules({ types }: ShopIdentifiers): Rules {
  return Object.fromEntries(
    Object.entries(types).map(([type, { isUnique, limit }]) => [
      type,
      { ...(isUnique !== undefined && { isUnique }), ...(limit !== undefined && { limit }) },
    ]),
  )
}

async function headOf(env: Pick<Env, 'PROFILE'>, shop: ShopPlace, profile: string): Promise<string> {
  const { head } = await reachPerson(env, shop, profile, (stub, asked) => stub.head(asked))
  return head
}
