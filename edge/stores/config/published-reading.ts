import type { Config } from '../../../shared/schema/config/config.ts'
import type { Setup } from '../../../shared/schema/config/setup.ts'
import type { Env } from '../../env.ts'
import { shopStub } from '../../lib/object-id.ts'
import { NOTHING_PUBLISHED, readingOf } from './live-config.ts'

/** The setup as it is published; an empty one before the first. */
export async function publishedSetup(env: Pick<Env, 'SHOP'>, shop: string): Promise<Setup> {
  const setup = await shopStub(env, shop).current('setup')
  return setup ? (JSON.parse(setup.parsed) as Setup) : {}
}

/** What people are to be read by now: from the shop's own object, which no memory is ahead of. */
export async function publishedReading(env: Pick<Env, 'SHOP'>, shop: string): Promise<string> {
  const [config, setup] = await Promise.all([
    shopStub(env, shop).current('config'),
    publishedSetup(env, shop),
  ])
  return readingOf(config ? (JSON.parse(config.parsed) as Config) : NOTHING_PUBLISHED.config, setup)
}
