import type { Env } from '../../env.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { Lending } from './lent.ts'

/** Tells a profile what softly linked ones are drawn to, or that one of them is linked no more. */
export async function lendTo(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
  lending: Lending,
): Promise<void> {
  await profileStub(env, shop, profile).lend({ shop, profile }, lending)
}

/** Neither of two uses anything of the other any more. */
export async function unlink(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  { a, b }: { a: string; b: string },
): Promise<void> {
  await lendTo(env, shop, a, { without: b })
  await lendTo(env, shop, b, { without: a })
}
