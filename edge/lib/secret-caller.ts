import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import { type Caller, requireSecret, resolveCaller } from './caller.ts'
import { checkQuota, rateLimits } from './rate-limit.ts'

/**
 * The caller of a route that only the shop's own servers may use: 401 without a key, 403 with a public one. What they
 * are answered is about the shop or its people, so no cache may keep it unless the route says otherwise.
 */
export async function secretCaller(c: Context<AppEnv>): Promise<Caller> {
  const caller = await resolveCaller(c.req.raw, undefined, c.env, c.executionCtx)
  c.set('caller', caller)
  requireSecret(caller)
  await checkQuota(rateLimits(c.env), caller, c.req.raw)
  c.header('Cache-Control', 'private, no-store')
  return caller
}
