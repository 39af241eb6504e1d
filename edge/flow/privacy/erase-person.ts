import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { Env } from '../../env.ts'
import { profileStub } from '../../lib/object-id.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import type { Whose } from './person-object.ts'

/** Erases a person everywhere, with all profiles joined to them, and answers with the receipt; asking again is harmless. Null = nobody was ever there. */
export async function erasePerson(
  env: Pick<Env, 'PROFILE'>,
  { shop, profile }: Whose,
): Promise<ErasureReceipt | null> {
  const { erased } = await reachPerson(env, shop, profile, (stub, asked) => stub.erase(asked))
  return erased ? profileStub(env, shop, profile).receipt(shop.id) : null
}
