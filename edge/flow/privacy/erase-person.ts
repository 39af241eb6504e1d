import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { Env } from '../../env.ts'
import { profileStub } from '../../lib/object-id.ts'
import type { Whose } from './person-object.ts'

/** Erases a person everywhere, and answers with the receipt; asking again is harmless. Null = nobody was ever there. */
export async function erasePerson(
  env: Pick<Env, 'PROFILE'>,
  { shop, profile }: Whose,
): Promise<ErasureReceipt | null> {
  const stub = profileStub(env, shop, profile)
  if (!(await stub.erase(shop.id))) return null
  return stub.receipt(shop.id)
}
